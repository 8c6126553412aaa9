package io.cofire.data.pictures;

/** Rows in an array, [H,W,3] or [H,W,1]; grey is shown as equal red, green and blue. */
final class HeapRows implements PixelRows {

  private static final int COLOURS = 3;

  private Picture picture = new Picture();

  /** Takes over a picture of one or three channels. */
  void take(Picture next) {
    picture = next;
  }

  @Override
  public void copy(int row, int left, byte[] target, int count) {
    byte[] values = picture.values();
    int from = (row * picture.width() + left) * picture.channels();
    if (picture.channels() == COLOURS) {
      System.arraycopy(values, from, target, 0, count * COLOURS);
    } else {
      for (int i = 0; i < count * COLOURS; i++) {
        target[i] = values[from + i / COLOURS];
      }
    }
  }
}
