package io.cofire.ops.collective;

/**
 * Doubles as ranks exchange them: each as the sum of a float and a second one for what the first
 * leaves, 48 bits together. Floats, and whole numbers below 2^48, are exact.
 */
public final class TwoFloats {

  private TwoFloats() {}

  /** The first floats of all values, then the second ones. */
  public static float[] split(double[] values) {
    int n = values.length;
    float[] floats = new float[2 * n];
    for (int i = 0; i < n; i++) {
      floats[i] = (float) values[i];
      floats[n + i] = rest(values[i]);
    }
    return floats;
  }

  /**
   * The values that were {@link #split}.
   *
   * @param floats holds them
   * @param from where they begin
   * @param count number of values
   */
  public static double[] join(float[] floats, int from, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (double) floats[from + i] + floats[from + count + i];
    }
    return values;
  }

  /** What is left of values when they are exchanged. */
  public static double[] round(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (double) (float) values[i] + rest(values[i]);
    }
    return rounded;
  }

  /** Nothing of what a float cannot hold at all: infinity less infinity is no number. */
  private static float rest(double value) {
    float first = (float) value;
    return Float.isInfinite(first) ? 0 : (float) (value - first);
  }
}
