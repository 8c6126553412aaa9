package io.cofire.ops.rank;

import io.cofire.ops.network.Layout;
import java.util.Map;

/**
 * What a rank's training consists of apart from its place in the data: the same on every rank, bit
 * for bit.
 *
 * @param parameterLayout names and places in {@code parameters} and in each optimizer vector
 * @param parameters flat parameter vector
 * @param statisticsLayout names and places in {@code statistics}
 * @param statistics flat running statistics of the norms
 * @param optimizer the optimizer's vectors by name, such as {@code velocity}
 * @param step optimizer steps taken
 * @param live what is trained, where {@code parameters} and {@code statistics} are its moving
 *     average; null where they are it themselves
 * @param lossScale where the scaling of the loss stands; null where it is not scaled
 */
public record TrainingState(
    Layout parameterLayout,
    float[] parameters,
    Layout statisticsLayout,
    float[] statistics,
    Map<String, float[]> optimizer,
    long step,
    Live live,
    LossScale lossScale) {

  /**
   * Weights that are trained, while others are scored.
   *
   * @param parameters flat parameter vector
   * @param statistics flat running statistics
   */
  public record Live(float[] parameters, float[] statistics) {}

  /** Without a scaled loss. */
  public TrainingState(
      Layout parameterLayout,
      float[] parameters,
      Layout statisticsLayout,
      float[] statistics,
      Map<String, float[]> optimizer,
      long step,
      Live live) {
    this(parameterLayout, parameters, statisticsLayout, statistics, optimizer, step, live, null);
  }

  /** Without a moving average. */
  public TrainingState(
      Layout parameterLayout,
      float[] parameters,
      Layout statisticsLayout,
      float[] statistics,
      Map<String, float[]> optimizer,
      long step) {
    this(parameterLayout, parameters, statisticsLayout, statistics, optimizer, step, null);
  }
}
