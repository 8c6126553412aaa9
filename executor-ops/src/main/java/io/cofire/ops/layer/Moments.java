package io.cofire.ops.layer;

/**
 * Count, mean and sum of squared deviations of each channel, and their merging across ranks.
 *
 * @param count values per channel
 * @param mean mean of each channel
 * @param m2 sum of (x - mean)^2 of each channel
 */
public record Moments(long count, double[] mean, double[] m2) {

  /** A count travels as two floats, each exact, because ranks exchange floats only. */
  private static final int COUNT_BASE = 1 << 16;

  private static final int HEADER = 2;

  /** One rank's moments as the floats that the ranks exchange: count (two), means, M2s. */
  static float[] pack(long count, float[] mean, float[] m2) {
    float[] packed = new float[HEADER + 2 * mean.length];
    packed[0] = (float) Math.floorDiv(count, COUNT_BASE);
    packed[1] = Math.floorMod(count, COUNT_BASE);
    System.arraycopy(mean, 0, packed, HEADER, mean.length);
    System.arraycopy(m2, 0, packed, HEADER + mean.length, m2.length);
    return packed;
  }

  /** What {@link #pack} packed: for a collective that reads along. */
  public static Moments unpack(float[] packed) {
    return merge(new float[][] {packed}, (packed.length - HEADER) / 2);
  }

  /**
   * Merges the ranks' moments pairwise, in rank order: n = nA + nB, d = meanB - meanA, mean = meanA
   * + d nB/n, M2 = M2A + M2B + d^2 nA nB/n (Chan, Golub and LeVeque 1979).
   */
  static Moments merge(float[][] ranks, int channels) {
    double[] mean = new double[channels];
    double[] m2 = new double[channels];
    long count = 0;
    for (float[] rank : ranks) {
      long other = Math.round((double) rank[0] * COUNT_BASE + rank[1]);
      if (other == 0) {
        continue; // a rank without a sample
      }
      long total = count + other;
      double share = (double) other / total;
      for (int c = 0; c < channels; c++) {
        double delta = rank[HEADER + c] - mean[c];
        mean[c] += delta * share;
        m2[c] += rank[HEADER + channels + c] + delta * delta * count * share;
      }
      count = total;
    }
    return new Moments(count, mean, m2);
  }
}
