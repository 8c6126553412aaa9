package io.cofire.driver.averaging;

import io.cofire.driver.run.TimeSplit;

/** Adds up where the time of an attempt went. */
final class RoundClock {

  private static final double NANOS_PER_SECOND = 1e9;

  private long dataNanos;
  private long roundNanos;
  private long fitNanos;
  private long evaluationNanos;
  private long checkpointNanos;
  private long examples;
  private long steps;
  private int evaluations;

  /** A round that took so long on the driver, the workers' part included. */
  void round(RoundSums sums, long nanos) {
    dataNanos += sums.dataNanos();
    fitNanos += sums.fitNanos();
    roundNanos += nanos;
    examples += sums.examples();
    steps += sums.iterations();
  }

  void evaluated(long nanos) {
    evaluationNanos += nanos;
    evaluations++;
  }

  void checkpointed(long nanos) {
    checkpointNanos += nanos;
  }

  /**
   * The split so far. What a round takes beyond the first worker's data and fitting is the
   * exchange: sending the weights out, waiting for the slowest worker, and averaging.
   */
  TimeSplit split() {
    return new TimeSplit(
        seconds(dataNanos),
        seconds(roundNanos - dataNanos),
        seconds(roundNanos - dataNanos - fitNanos),
        seconds(evaluationNanos),
        seconds(checkpointNanos),
        roundNanos == 0 ? 0 : examples / seconds(roundNanos));
  }

  /** An estimate for the rest of the run. */
  double secondsLeft(long stepsLeft, int evaluationsLeft) {
    double step = steps == 0 ? 0 : seconds(roundNanos + checkpointNanos) / steps;
    double evaluation = evaluations == 0 ? 0 : seconds(evaluationNanos) / evaluations;
    return step * stepsLeft + evaluation * evaluationsLeft;
  }

  private static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }
}
