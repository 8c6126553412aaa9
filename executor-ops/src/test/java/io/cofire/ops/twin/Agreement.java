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

  /** Tensors whose true value is zero have rounding only. */
  private static final double FLOOR = 1e-3;

  private static final int SEEDS = 400;

  private Agreement() {}

  /** Finds inputs that keep the margin, and compares on every engine and every split. */
  static void require(Subject subject, List<String> engines, int[]... splits) throws Exception {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Problem problem = new Problem(Key.of(seed), subject.input());
      TorchSide.Results expected = TorchSide.run(subject, problem);
      if (expected.margin() > MARGIN) {
        System.out.println(subject + ": seed " + seed + ", margin " + expected.margin());
        for (String engine : engines) {
          for (int[] split : splits) {
            Map<String, double[]> found = OurSide.run(engine, subject, problem, split);
            String where = subject + ", " + engine + ", ranks " + Arrays.toString(split);
            compare(where + ", seed " + seed, expected.values(), found);
          }
        }
        return;
      }
    }
    throw new AssertionError("No seed up to " + SEEDS + " keeps the margin for " + subject);
  }

  private static void compare(
      String where, Map<String, double[]> expected, Map<String, double[]> found) {
    assertThat(found.keySet()).as(where).isEqualTo(expected.keySet());
    expected.forEach(
        (name, values) -> {
          String what = where + ": " + name;
          assertThat(found.get(name)).as(what).hasSameSizeAs(values);
          assertThat(error(values, found.get(name))).as(what).isLessThan(TOLERANCE);
        });
  }

  /** Largest difference as a share of the largest expected value. */
  private static double error(double[] expected, double[] found) {
    double largest = FLOOR;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      double d = Math.abs(expected[i] - found[i]);
      difference = d <= difference ? difference : d; // a NaN wins
    }
    return difference / largest;
  }
}
