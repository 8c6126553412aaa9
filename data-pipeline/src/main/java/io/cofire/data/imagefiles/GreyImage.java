package io.cofire.data.imagefiles;

/**
 * An image's brightness.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param values 0 (black) to 1 (white), row by row from the top
 */
public record GreyImage(int width, int height, float[] values) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the values are not one a pixel
   */
  public GreyImage {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "Invalid image: %d x %d with %d values".formatted(width, height, values.length));
    }
  }
}
