package io.cofire.ops.inference;

/**
 * What a layer with weights computes for one sample over all its timesteps. A multiply-accumulate
 * is one multiplication and one addition; an input spike costs an addition for each weight that it
 * meets.
 *
 * @param layer stable name such as {@code stage1.block1.conv1}
 * @param additions those behind multiplications included
 * @param multiplications 0 where the input is spikes
 */
public record LayerOperations(String layer, double additions, double multiplications) {

  /** Energy of a 32-bit multiply-accumulate in 45 nm (Hu 2021 Table V). */
  public static final double MULTIPLY_ACCUMULATE_PICOJOULES = 4.6;

  /** Energy of a 32-bit addition in 45 nm (Hu 2021 Table V). */
  public static final double ADDITION_PICOJOULES = 0.9;

  /** Energy for one sample. */
  public double picojoules() {
    return multiplications * MULTIPLY_ACCUMULATE_PICOJOULES
        + (additions - multiplications) * ADDITION_PICOJOULES;
  }
}
