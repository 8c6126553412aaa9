package io.cofire.ops.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Asserts that both sides of a subject agree. */
final class Agreement {

  /** Distance that every membrane keeps from its threshold and its surrogate's edges. */
  static final double MARGIN = 1e-4;

  /** Error allowed, as a share of the tensor's largest value. */
  static final double TOLERANCE = 1e-4;

  /**
   * Error of the reference engine from which on inputs are not taken: there rounding alone grows
   * through the layers, by as much as another processor's order of sums pleases.
   */
  private static final double STEADY = TOLERANCE / 10;

  /** A subject whose largest value or gradient is smaller tests nothing: its neurons are silent. */
  private static final double ALIVE = 1e-4;

  private static final String GRADIENT = "gradient of ";

  private static final int SEEDS = 400;

  private Agreement() {}

  /**
   * Finds inputs that keep the margin and are steady, and compares on every engine and every split.
   */
  static void require(Subject subject, List<String> engines, int[]... splits) throws Exception {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Problem problem = new Problem(Key.of(seed), subject.input());
      TorchSide.Results expected = TorchSide.run(subject, problem);
      boolean fair = expected.margin() > MARGIN && alive(subject, expected);
      if (fair && isSteady(subject, problem, expected, seed, splits[0])) {
        for (String engine : engines) {
          for (int[] split : splits) {
            Map<String, double[]> found = OurSide.run(engine, subject, problem, split);
            String where = subject + ", " + engine + ", ranks " + Arrays.toString(split);
            double error = compare(subject, where + ", seed " + seed, expected.values(), found);
            System.out.printf("%s, seed %d: largest error %.1e%n", where, seed, error);
          }
        }
        return;
      }
    }
    throw new AssertionError(
        "No seed up to " + SEEDS + " keeps the margin, fires and is steady, for " + subject);
  }

  private static boolean isSteady(
      Subject subject, Problem problem, TorchSide.Results expected, int seed, int[] split)
      throws Exception {
    Map<String, double[]> found = OurSide.run("reference", subject, problem, split);
    return compare(subject, subject + ", seed " + seed, expected.values(), found) < STEADY;
  }

  private static boolean alive(Subject subject, TorchSide.Results expected) {
    return expected.values().entrySet().stream()
        .filter(entry -> !vanishes(subject, entry.getKey()))
        .allMatch(entry -> largest(entry.getValue()) > ALIVE);
  }

  private static boolean vanishes(Subject subject, String what) {
    return subject.vanishing().contains(what.replace(GRADIENT, ""));
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** The largest error of all tensors. */
  private static double compare(
      Subject subject, String where, Map<String, double[]> expected, Map<String, double[]> found) {
    assertThat(found.keySet()).as(where).isEqualTo(expected.keySet());
    double worst = 0;
    for (Map.Entry<String, double[]> entry : expected.entrySet()) {
      String what = where + ": " + entry.getKey();
      double[] values = found.get(entry.getKey());
      assertThat(values).as(what).hasSameSizeAs(entry.getValue());
      double scale = largest(expected.get(scale(subject, entry.getKey())));
      assertThat(scale).as("largest of " + what).isGreaterThan(ALIVE);
      double error = difference(entry.getValue(), values) / scale;
      assertThat(error).as(what).isLessThan(TOLERANCE);
      worst = Math.max(worst, error);
    }
    return worst;
  }

  /** What an error is a share of: the tensor itself, or a layer's weights where it vanishes. */
  private static String scale(Subject subject, String what) {
    return vanishes(subject, what) ? what.substring(0, what.lastIndexOf('.') + 1) + "weight" : what;
  }

  private static double difference(double[] expected, double[] found) {
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = Math.abs(expected[i] - found[i]);
      difference = d <= difference ? difference : d; // a NaN wins
    }
    return difference;
  }
}
