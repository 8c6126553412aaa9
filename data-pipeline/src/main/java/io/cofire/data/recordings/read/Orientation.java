package io.cofire.data.recordings.read;

import io.cofire.data.events.SensorGeometry;

/**
 * How the columns and rows of a file lie on the image, where W and H are the size of the sensor as
 * stored.
 */
public enum Orientation {
  /** x' = x, y' = y. */
  AS_STORED(false, false, false),
  /** x' = W-1-x, y' = y: the MATLAB script of CIFAR10-DVS. */
  MIRROR_X(true, false, false),
  /** x' = x, y' = H-1-y: files that count rows from the bottom, as Event Stream does. */
  MIRROR_Y(false, true, false),
  /** x' = W-1-x, y' = H-1-y: what jAER shows of a DVS128, with row 0 at the top. */
  ROTATE_180(true, true, false),
  /** x' = y, y' = x. */
  TRANSPOSE(false, false, true),
  /** x' = H-1-y, y' = W-1-x: SpikingJelly's reader of CIFAR10-DVS. */
  ANTI_TRANSPOSE(true, true, true);

  private final boolean mirrorX;
  private final boolean mirrorY;
  private final boolean transposed;

  Orientation(boolean mirrorX, boolean mirrorY, boolean transposed) {
    this.mirrorX = mirrorX;
    this.mirrorY = mirrorY;
    this.transposed = transposed;
  }

  /** Whether it needs the size of the sensor. */
  public boolean mirrors() {
    return mirrorX || mirrorY;
  }

  /** Whether columns and rows change places, after mirroring. */
  public boolean transposes() {
    return transposed;
  }

  /** Mirrors stored columns in place; changing places is left to the caller. */
  public void mirror(short[] xs, short[] ys, int count, SensorGeometry stored) {
    if (mirrorX) {
      mirror(xs, count, stored.width() - 1);
    }
    if (mirrorY) {
      mirror(ys, count, stored.height() - 1);
    }
  }

  /** Size of the sensor on the image. */
  public SensorGeometry apply(SensorGeometry stored) {
    return transposed
        ? new SensorGeometry(/* width= */ stored.height(), /* height= */ stored.width())
        : stored;
  }

  private static void mirror(short[] column, int count, int last) {
    for (int i = 0; i < count; i++) {
      column[i] = (short) (last - column[i]);
    }
  }
}
