package io.cofire.data.pictures;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A picture that is used again for the next one: values 0 to 255, channels of a pixel side by side,
 * [H,W,C], rows from the top. One thread at a time.
 */
public final class Picture {

  private int width;
  private int height;
  private int channels;
  private byte[] values = new byte[0]; // at least H*W*C, as is the spare
  private byte[] spare = new byte[0];
  private boolean mirrored; // left and right are yet to be changed in the values
  private float[] rows = new float[0]; // a normalised row of each channel
  private final List<Square> blanks = new ArrayList<>();

  /** Columns left..left+size-1 of rows top..top+size-1, as far as they are in the picture. */
  private record Square(int left, int top, int size) {}

  /**
   * Makes it a picture of this size, whose values are yet to be set.
   *
   * @throws IllegalArgumentException if a size is below 1 or too large for an array
   */
  public void reset(int newWidth, int newHeight, int newChannels) {
    long size = (long) newWidth * newHeight * newChannels;
    if (newWidth < 1 || newHeight < 1 || newChannels < 1 || size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid picture: %d x %d pixels of %d channels",
              newWidth,
              newHeight,
              newChannels));
    }
    width = newWidth;
    height = newHeight;
    channels = newChannels;
    mirrored = false;
    blanks.clear();
    if (values.length < size) {
      values = new byte[(int) size];
    }
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Values of a pixel: 1 or 3 (red, green, blue). */
  public int channels() {
    return channels;
  }

  /** Number of values, H*W*C. */
  public int size() {
    return width * height * channels;
  }

  /** The values themselves, [H,W,C] and then anything. */
  public byte[] values() {
    if (mirrored) {
      turn();
    }
    return values;
  }

  /** Room for the values of a changed picture of the same size; {@link #swap} makes it this one. */
  public byte[] spare() {
    if (spare.length < size()) {
      spare = new byte[values.length];
    }
    return spare;
  }

  /** The spare values become the picture's, and the old ones spare. */
  public void swap() {
    byte[] old = values;
    values = spare;
    spare = old;
    mirrored = false;
  }

  /** A value, 0 to 255. */
  public int at(int x, int y, int channel) {
    return values()[(y * width + x) * channels + channel] & 0xFF;
  }

  /** Changes left and right; writing alone then reads the values backwards instead. */
  public void mirror() {
    mirrored = !mirrored;
  }

  private void turn() {
    mirrored = false;
    for (int y = 0; y < height; y++) {
      int left = y * width * channels;
      int right = left + (width - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        for (int c = 0; c < channels; c++) {
          byte kept = values[left + c];
          values[left + c] = values[right + c];
          values[right + c] = kept;
        }
      }
    }
  }

  /** Makes a square 0 after normalisation; it may reach over the border. */
  public void blank(int left, int top, int size) {
    blanks.add(new Square(left, top, size));
  }

  /**
   * Writes the normalised picture, [C,H,W].
   *
   * @param table what each value of each channel becomes, [C,256]
   * @param offset place of the first value
   */
  public void write(float[][] table, FloatBuffer target, int offset) {
    if (rows.length < width * channels) {
      rows = new float[width * channels];
    }
    int step = mirrored ? -channels : channels;
    for (int y = 0; y < height; y++) {
      int from = y * width * channels + (mirrored ? (width - 1) * channels : 0);
      normalise(table, from, step);
      for (int c = 0; c < channels; c++) {
        blank(c * width, y);
        target.put(offset + (c * height + y) * width, rows, c * width, width);
      }
    }
  }

  private void normalise(float[][] table, int from, int step) {
    if (channels == 3) {
      normalise(table[0], table[1], table[2], from, step);
      return;
    }
    for (int c = 0; c < channels; c++) {
      for (int x = 0, at = from + c; x < width; x++, at += step) {
        rows[c * width + x] = table[c][values[at] & 0xFF];
      }
    }
  }

  /** All colours in one pass over the bytes, which is faster than one for each. */
  private void normalise(float[] red, float[] green, float[] blue, int from, int step) {
    byte[] all = values;
    float[] to = rows;
    int count = width;
    for (int x = 0, at = from; x < count; x++, at += step) {
      to[x] = red[all[at] & 0xFF];
      to[count + x] = green[all[at + 1] & 0xFF];
      to[2 * count + x] = blue[all[at + 2] & 0xFF];
    }
  }

  private void blank(int from, int y) {
    for (Square square : blanks) {
      if (y >= square.top() && y < (long) square.top() + square.size()) {
        long end = Math.min(width, (long) square.left() + square.size());
        Arrays.fill(rows, from + Math.max(0, square.left()), from + (int) Math.max(0, end), 0f);
      }
    }
  }

  /** Takes over raw values in channel order, [C,H,W]. */
  public void takePlanes(byte[] planes, int newWidth, int newHeight, int newChannels) {
    reset(newWidth, newHeight, newChannels);
    int pixels = newWidth * newHeight;
    for (int c = 0; c < newChannels; c++) {
      for (int p = 0; p < pixels; p++) {
        values[p * newChannels + c] = planes[c * pixels + p];
      }
    }
  }

  /** Of equal channels one stays. */
  void keepFirstChannel() {
    int pixels = width * height;
    byte[] all = values();
    for (int p = 0; p < pixels; p++) {
      all[p] = all[p * channels];
    }
    channels = 1;
  }

  /** Its values alone, [H,W,C]. */
  public byte[] copy() {
    return Arrays.copyOf(values(), size());
  }
}
