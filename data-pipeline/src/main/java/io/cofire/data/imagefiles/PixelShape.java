package io.cofire.data.imagefiles;

/**
 * Sizes of images whose pixels a file holds as they are: [C,H,W], one byte each.
 *
 * @param channels C: 1 grey, 3 red, green and blue
 * @param height H
 * @param width W
 */
public record PixelShape(int channels, int height, int width) {

  /** Bytes of an image. */
  public int bytes() {
    return channels * height * width;
  }
}
