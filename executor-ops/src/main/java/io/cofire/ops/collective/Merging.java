package io.cofire.ops.collective;

/** How what two neighbouring groups of ranks have becomes what both have together. */
@FunctionalInterface
public interface Merging {

  /** Element by element. */
  Merging SUM =
      (left, right) -> {
        double[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += right[i];
        }
        return sum;
      };

  /**
   * Merges; neither array may be written into.
   *
   * @param left of the lower ranks
   * @param right of the higher ranks, as many values
   */
  double[] merge(double[] left, double[] right);
}
