package io.cofire.data.pixels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows in an array, [H,W,3] or [H,W,1]; grey is shown as equal red, green and blue. */
final class HeapRows implements PixelRows {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int COLOURS = 3;

  private byte[] bytes = new byte[0];
  private int step;

  /** Takes over a picture of one or three channels. */
  void take(Picture picture) {
    step = PixelRows.ints(picture.width()) * Integer.BYTES;
    if (bytes.length < step * picture.height()) {
      bytes = new byte[step * picture.height()];
    }
    int width = picture.width() * COLOURS;
    for (int y = 0; y < picture.height(); y++) {
      if (picture.channels() == COLOURS) {
        System.arraycopy(picture.values(), y * width, bytes, y * step, width);
      } else {
        for (int i = 0; i < width; i++) {
          bytes[y * step + i] = picture.values()[y * picture.width() + i / COLOURS];
        }
      }
    }
  }

  @Override
  public void copy(int row, int group, int[] target, int count) {
    int at = row * step + group * 3 * Integer.BYTES;
    for (int i = 0; i < count; i++) {
      target[i] = (int) INTS.get(bytes, at + i * Integer.BYTES);
    }
  }
}
