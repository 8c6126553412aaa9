package io.cofire.driver.cluster;

import io.cofire.driver.run.TimeSplit;

/** Where rank 0's time goes. */
final class StopWatch {

  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();
  private long lap = start;
  private long dataNanos;
  private long stepNanos;
  private long exchangeNanos; // of stepNanos
  private long evaluationNanos;
  private long checkpointNanos;
  private long samples;

  /** Time goes to something else from here on; returns how long the last thing took. */
  private long lap() {
    long now = System.nanoTime();
    long nanos = now - lap;
    lap = now;
    return nanos;
  }

  void begin() {
    lap();
  }

  /** The minibatch is there; returns how long it was waited for. */
  long data() {
    long nanos = lap();
    dataNanos += nanos;
    return nanos;
  }

  void step(long stepSamples, long stepExchangeNanos) {
    stepNanos += lap();
    exchangeNanos += stepExchangeNanos;
    samples += stepSamples;
  }

  void evaluation() {
    evaluationNanos += lap();
  }

  void checkpoint() {
    checkpointNanos += lap();
  }

  double elapsedSeconds() {
    return (System.nanoTime() - start) / NANOS;
  }

  double samplesPerSecond() {
    return samples == 0 ? 0 : samples * NANOS / (dataNanos + stepNanos);
  }

  TimeSplit split() {
    return new TimeSplit(
        dataNanos / NANOS,
        stepNanos / NANOS,
        exchangeNanos / NANOS,
        evaluationNanos / NANOS,
        checkpointNanos / NANOS,
        samplesPerSecond());
  }
}
