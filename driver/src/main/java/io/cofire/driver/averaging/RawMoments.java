package io.cofire.driver.averaging;

import io.cofire.ops.layer.BatchNorm;
import io.cofire.ops.layer.Moments;
import io.cofire.ops.network.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Running statistics as raw moments, m1 = E[x] and m2 = E[x^2] per channel. Raw moments of parts of
 * equal size average to those of the whole, exactly and through the running average too, since both
 * are linear; variances do not. A vector of moments has the layout of the statistics: m1 in the
 * mean's place, m2 in the variance's.
 *
 * <pre>
 *   m1 = (1 - a) m1 + a mean(x)      m2 = (1 - a) m2 + a mean(x^2)      a = BatchNorm.MOMENTUM
 *   mean = m1                        variance = (m2 - m1^2) n/(n-1)
 * </pre>
 *
 * <p>The moments are biased; reading corrects for n, the values per channel of the global batch.
 * Since m1 moves, the variance read is the within-batch variance of {@code sync: step} plus the
 * variance of the batch means around their running mean.
 *
 * <p>Statistics that are no norm's, such as the classes that voting neurons stand for, are in the
 * vector too and stay as they are.
 */
final class RawMoments {

  private static final String MEAN = ".mean";
  private static final String VARIANCE = ".variance";

  private final List<Norm> norms;

  /** Places of one norm in the vector, and how many values of a channel one sample gives. */
  private record Norm(String path, int mean, int variance, int channels, long perSample) {}

  private RawMoments(List<Norm> norms) {
    this.norms = List.copyOf(norms);
  }

  /**
   * The moments of a network.
   *
   * @param layout layout of its running statistics
   * @param seen what its norms said of some batch
   * @param samples size of that batch
   */
  static RawMoments of(Layout layout, Map<String, Moments> seen, int samples) {
    Map<String, Layout.Entry> entries = new HashMap<>();
    layout.entries().forEach(entry -> entries.put(entry.name(), entry));
    List<Norm> norms = new ArrayList<>();
    seen.forEach(
        (path, batch) -> {
          int mean = entries.get(path + MEAN).offset();
          int variance = entries.get(path + VARIANCE).offset();
          long perSample = batch.count() / samples;
          norms.add(new Norm(path, mean, variance, batch.mean().length, perSample));
        });
    return new RawMoments(norms);
  }

  /**
   * Moments after one more batch.
   *
   * @param before moments so far; left alone
   */
  float[] mixed(float[] before, Map<String, Moments> batch) {
    float[] after = before.clone();
    for (Norm norm : norms) {
      Moments now = batch.get(norm.path);
      for (int c = 0; c < norm.channels; c++) {
        double mean = now.mean()[c];
        double square = now.m2()[c] / now.count() + mean * mean;
        after[norm.mean + c] = mix(before[norm.mean + c], mean);
        after[norm.variance + c] = mix(before[norm.variance + c], square);
      }
    }
    return after;
  }

  private static float mix(float running, double batch) {
    return (float) ((1 - BatchNorm.MOMENTUM) * running + BatchNorm.MOMENTUM * batch);
  }

  /**
   * The running means and variances that moments stand for.
   *
   * @param samples of a global batch
   */
  float[] toStatistics(float[] moments, long samples) {
    float[] statistics = moments.clone();
    for (Norm norm : norms) {
      double bias = bias(norm, samples);
      for (int c = 0; c < norm.channels; c++) {
        double mean = moments[norm.mean + c];
        double variance = Math.max(0, moments[norm.variance + c] - mean * mean);
        statistics[norm.mean + c] = (float) mean;
        statistics[norm.variance + c] = (float) (variance / bias);
      }
    }
    return statistics;
  }

  /**
   * The moments that running means and variances stand for.
   *
   * @param samples of a global batch
   */
  float[] ofStatistics(float[] statistics, long samples) {
    float[] moments = statistics.clone();
    for (Norm norm : norms) {
      double bias = bias(norm, samples);
      for (int c = 0; c < norm.channels; c++) {
        double mean = statistics[norm.mean + c];
        moments[norm.mean + c] = (float) mean;
        moments[norm.variance + c] = (float) (statistics[norm.variance + c] * bias + mean * mean);
      }
    }
    return moments;
  }

  private static double bias(Norm norm, long samples) {
    double n = (double) norm.perSample * samples;
    return (n - 1) / n;
  }
}
