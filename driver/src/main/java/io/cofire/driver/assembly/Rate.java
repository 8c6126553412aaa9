package io.cofire.driver.assembly;

import io.cofire.ops.schedule.Schedule;

/**
 * The learning rate over the steps of a run.
 *
 * @param base rate before the schedule's factor
 * @param schedule factor of the rate
 * @param stepsPerEpoch optimizer steps in an epoch
 * @param epochs epochs of the run
 */
public record Rate(double base, Schedule schedule, int stepsPerEpoch, int epochs) {

  /**
   * The rate of an update.
   *
   * @param step updates before it
   */
  public double at(long step) {
    return base * schedule.factor((double) step / stepsPerEpoch, epochs);
  }
}
