package io.cofire.data.augment;

import io.cofire.data.pictures.Picture;

/**
 * Changes of colours and of contrast as Pillow's ImageOps and ImageEnhance define them: a factor of
 * 1 leaves a picture as it is, 0 gives black, grey or a blurred picture, and more than 1 goes
 * beyond it.
 */
final class Tone {

  private static final int LEVELS = 256;
  private static final int SMOOTH_CENTRE = 5;
  private static final int SMOOTH_SUM = 13; // 8 neighbours and the centre

  private Tone() {}

  /** Gives the new value of each of 256 values. */
  @FunctionalInterface
  private interface Curve {
    int of(int value);
  }

  static void invert(Picture picture) {
    map(picture, v -> 255 - v);
  }

  /** Keeps the highest bits of each value. */
  static void posterize(Picture picture, int bits) {
    map(picture, v -> v & (0xFF << (8 - bits)));
  }

  /** Inverts values from a threshold on. */
  static void solarize(Picture picture, double threshold) {
    map(picture, v -> v < threshold ? v : 255 - v);
  }

  private static void map(Picture picture, Curve curve) {
    for (int c = 0; c < picture.channels(); c++) {
      map(picture, c, curve);
    }
  }

  private static void map(Picture picture, int channel, Curve curve) {
    byte[] table = new byte[LEVELS];
    for (int v = 0; v < LEVELS; v++) {
      table[v] = (byte) Math.max(0, Math.min(255, curve.of(v)));
    }
    byte[] values = picture.values();
    for (int i = channel; i < picture.size(); i += picture.channels()) {
      values[i] = table[values[i] & 0xFF];
    }
  }

  private static int[] histogram(Picture picture, int channel) {
    int[] counts = new int[LEVELS];
    byte[] values = picture.values();
    for (int i = channel; i < picture.size(); i += picture.channels()) {
      counts[values[i] & 0xFF]++;
    }
    return counts;
  }

  /** Stretches each channel so that its darkest value is 0 and its brightest 255. */
  static void autoContrast(Picture picture) {
    for (int c = 0; c < picture.channels(); c++) {
      int[] counts = histogram(picture, c);
      int low = 0;
      int high = LEVELS - 1;
      while (low < high && counts[low] == 0) {
        low++;
      }
      while (high > low && counts[high] == 0) {
        high--;
      }
      if (high > low) {
        double scale = 255.0 / (high - low);
        double offset = -low * scale;
        map(picture, c, v -> (int) (v * scale + offset));
      }
    }
  }

  /** Spreads each channel's values so that all are about equally frequent. */
  static void equalize(Picture picture) {
    for (int c = 0; c < picture.channels(); c++) {
      int[] counts = histogram(picture, c);
      int last = LEVELS - 1;
      while (counts[last] == 0) {
        last--;
      }
      int step = (picture.width() * picture.height() - counts[last]) / 255;
      if (step > 0) {
        int[] curve = new int[LEVELS];
        int sum = step / 2;
        for (int v = 0; v < LEVELS; v++) {
          curve[v] = sum / step;
          sum += counts[v];
        }
        map(picture, c, v -> curve[v]);
      }
    }
  }

  static void brightness(Picture picture, double factor) {
    map(picture, v -> blend(0, v, factor));
  }

  /** Away from the mean grey. */
  static void contrast(Picture picture, double factor) {
    long sum = 0;
    int pixels = picture.width() * picture.height();
    for (int p = 0; p < pixels; p++) {
      sum += luma(picture, p);
    }
    int mean = (int) ((double) sum / pixels + 0.5);
    map(picture, v -> blend(mean, v, factor));
  }

  /** Away from grey. */
  static void colour(Picture picture, double factor) {
    byte[] values = picture.values();
    int channels = picture.channels();
    for (int p = 0; p < picture.width() * picture.height(); p++) {
      int grey = luma(picture, p);
      for (int i = p * channels; i < (p + 1) * channels; i++) {
        values[i] = (byte) blend(grey, values[i] & 0xFF, factor);
      }
    }
  }

  /** Away from a picture that is smoothed with 1 1 1, 1 5 1, 1 1 1 but at its border. */
  static void sharpness(Picture picture, double factor) {
    int width = picture.width();
    int height = picture.height();
    int channels = picture.channels();
    byte[] values = picture.values();
    byte[] to = picture.spare();
    System.arraycopy(values, 0, to, 0, picture.size());
    for (int y = 1; y < height - 1; y++) {
      for (int i = (y * width + 1) * channels; i < ((y + 1) * width - 1) * channels; i++) {
        int own = values[i] & 0xFF;
        int smooth = (int) (around(values, i, channels, width * channels) / SMOOTH_SUM + 0.5f);
        to[i] = (byte) blend(smooth, own, factor);
      }
    }
    picture.swap();
  }

  private static float around(byte[] values, int i, int column, int row) {
    int sum = (SMOOTH_CENTRE - 1) * (values[i] & 0xFF);
    for (int from = i - row - column; from <= i + row - column; from += row) {
      sum += (values[from] & 0xFF);
      sum += (values[from + column] & 0xFF);
      sum += (values[from + 2 * column] & 0xFF);
    }
    return sum;
  }

  /** ITU-R BT.601 in 16 bits. */
  private static int luma(Picture picture, int pixel) {
    byte[] values = picture.values();
    int at = pixel * picture.channels();
    if (picture.channels() == 1) {
      return values[at] & 0xFF;
    }
    int red = values[at] & 0xFF;
    int green = values[at + 1] & 0xFF;
    int blue = values[at + 2] & 0xFF;
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
  }

  private static int blend(int degenerate, int value, double factor) {
    float blended = degenerate + (float) factor * (value - degenerate);
    return (int) Math.max(0, Math.min(255, blended));
  }
}
