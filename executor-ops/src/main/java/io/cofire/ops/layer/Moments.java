package io.cofire.ops.layer;

import io.cofire.ops.collective.PendingFold;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Count, mean and sum of squared deviations of each channel, and their merging across ranks.
 *
 * @param count values per channel
 * @param mean mean of each channel
 * @param m2 sum of (x - mean)^2 of each channel
 */
public record Moments(long count, double[] mean, double[] m2) {

  private static final int HEADER = 1;

  /** A norm's statistics over all ranks, on their way until somebody needs them. */
  static final class Pending {

    private final PendingFold fold;
    private final Consumer<Moments> whenHere;
    private Moments all;

    /**
     * Statistics that have been sent for.
     *
     * @param whenHere is told them once
     */
    Pending(PendingFold fold, Consumer<Moments> whenHere) {
      this.fold = fold;
      this.whenHere = whenHere;
    }

    /** The statistics; the first call waits for them. */
    Moments await() {
      if (all == null) {
        all = Moments.unpack(fold.await());
        whenHere.accept(all);
      }
      return all;
    }
  }

  /** One rank's moments as the values that ranks exchange: count, means, M2s. */
  static double[] pack(long count, float[] mean, float[] m2) {
    double[] packed = new double[HEADER + 2 * mean.length];
    packed[0] = count;
    for (int c = 0; c < mean.length; c++) {
      packed[HEADER + c] = mean[c];
      packed[HEADER + mean.length + c] = m2[c];
    }
    return packed;
  }

  /** What {@link #pack} packed, or what {@link #merge} made of it. */
  public static Moments unpack(double[] packed) {
    int channels = (packed.length - HEADER) / 2;
    double[] mean = Arrays.copyOfRange(packed, HEADER, HEADER + channels);
    double[] m2 = Arrays.copyOfRange(packed, HEADER + channels, packed.length);
    return new Moments((long) packed[0], mean, m2);
  }

  /**
   * Merges packed moments: n = nA + nB, d = meanB - meanA, mean = meanA + d nB/n, M2 = M2A + M2B +
   * d^2 nA nB/n (Chan, Golub and LeVeque 1979).
   */
  public static double[] merge(double[] left, double[] right) {
    if (left[0] == 0 || right[0] == 0) {
      return left[0] == 0 ? right : left; // ranks without a sample
    }
    double total = left[0] + right[0];
    double share = right[0] / total;
    int channels = (left.length - HEADER) / 2;
    double[] merged = new double[left.length];
    merged[0] = total;
    for (int mean = HEADER; mean < HEADER + channels; mean++) {
      int m2 = mean + channels;
      double delta = right[mean] - left[mean];
      merged[mean] = left[mean] + delta * share;
      merged[m2] = left[m2] + right[m2] + delta * delta * left[0] * share;
    }
    return merged;
  }
}
