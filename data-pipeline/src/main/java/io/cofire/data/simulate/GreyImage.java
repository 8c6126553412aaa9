package io.cofire.data.simulate;

import io.cofire.data.pictures.Picture;
import java.util.Locale;

/**
 * An image's brightness.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param values 0 (black) to 1 (white), row by row from the top
 */
record GreyImage(int width, int height, float[] values) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the values are not one a pixel
   */
  GreyImage {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid image: %d x %d with %d values", width, height, values.length));
    }
  }

  /** The brightness of a picture of 1 or 3 channels. */
  static GreyImage of(Picture picture) {
    byte[] all = picture.values();
    float[] values = new float[picture.width() * picture.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.channels() == 1 ? (all[i] & 0xFF) / 255f : luma(all, 3 * i);
    }
    return new GreyImage(picture.width(), picture.height(), values);
  }

  /** Brightness of a colour (ITU-R BT.601). */
  private static float luma(byte[] values, int at) {
    int red = values[at] & 0xFF;
    int green = values[at + 1] & 0xFF;
    int blue = values[at + 2] & 0xFF;
    return (0.299f * red + 0.587f * green + 0.114f * blue) / 255f;
  }
}
