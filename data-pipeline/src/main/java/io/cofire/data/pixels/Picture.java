package io.cofire.data.pixels;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
          "Invalid picture: %d x %d pixels of %d channels"
              .formatted(newWidth, newHeight, newChannels));
    }
    width = newWidth;
    height = newHeight;
    channels = newChannels;
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
  }

  /** A value, 0 to 255. */
  public int at(int x, int y, int channel) {
    return values[(y * width + x) * channels + channel] & 0xFF;
  }

  /** Changes left and right. */
  public void mirror() {
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
   * @param row room for a row
   * @param offset place of the first value
   */
  public void write(float[][] table, float[] row, FloatBuffer target, int offset) {
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < channels; c++) {
        normalise(table[c], (y * width) * channels + c, row);
        if (!blanks.isEmpty()) {
          blank(row, y);
        }
        target.put(offset + (c * height + y) * width, row, 0, width);
      }
    }
  }

  /** A row of a channel, from a place on. */
  private void normalise(float[] table, int from, float[] row) {
    byte[] all = values;
    int step = channels;
    int count = width;
    if (table.length != 256) {
      throw new IllegalArgumentException("a table has %d values".formatted(table.length));
    }
    for (int x = 0; x < count; x++) {
      row[x] = table[all[from + x * step] & 0xFF];
    }
  }

  private void blank(float[] row, int y) {
    for (Square square : blanks) {
      if (y >= square.top() && y < (long) square.top() + square.size()) {
        long end = Math.min(width, (long) square.left() + square.size());
        Arrays.fill(row, Math.max(0, square.left()), (int) Math.max(0, end), 0f);
      }
    }
  }

  /** Takes over raw values in channel order. */
  void takePlanes(byte[] planes, int newWidth, int newHeight, int newChannels) {
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
    for (int p = 0; p < pixels; p++) {
      values[p] = values[p * channels];
    }
    channels = 1;
  }

  /** Its values alone, [H,W,C]. */
  public byte[] copy() {
    return Arrays.copyOf(values, size());
  }
}
