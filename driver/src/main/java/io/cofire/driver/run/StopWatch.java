package io.cofire.driver.run;

/** Where the time of an attempt goes, as rank 0 sees it or, between averages, the driver. */
public final class StopWatch {

  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();
  private long lap = start;
  private long dataNanos;
  private long stepNanos;
  private long exchangeNanos; // of stepNanos
  private long evaluationNanos;
  private long checkpointNanos;
  private long samples;

  /** Starts now. */
  public StopWatch() {}

  /** Time goes to something else from here on; returns how long the last thing took. */
  private long lap() {
    long now = System.nanoTime();
    long nanos = now - lap;
    lap = now;
    return nanos;
  }

  /** What comes is measured from here on. */
  public void begin() {
    lap();
  }

  /** The minibatch is there; returns how long it was waited for, in nanoseconds. */
  public long data() {
    long nanos = lap();
    dataNanos += nanos;
    return nanos;
  }

  /** A part of a step is done; another follows. */
  public void part() {
    stepNanos += lap();
  }

  /** A step of so many samples is done, which spent a part of its time inside the collective. */
  public void step(long stepSamples, long stepExchangeNanos) {
    stepNanos += lap();
    exchangeNanos += stepExchangeNanos;
    samples += stepSamples;
  }

  /**
   * A round of steps is done in other processes. What it took beyond a worker's waits for data and
   * its fitting was the exchange: sending the weights out, waiting for the slowest worker, and
   * averaging.
   */
  public void round(long roundSamples, long roundDataNanos, long fitNanos) {
    long nanos = lap() - roundDataNanos;
    dataNanos += roundDataNanos;
    stepNanos += nanos;
    exchangeNanos += nanos - fitNanos;
    samples += roundSamples;
  }

  /** The test split is scored. */
  public void evaluation() {
    evaluationNanos += lap();
  }

  /** A checkpoint is written, or waited for. */
  public void checkpoint() {
    checkpointNanos += lap();
  }

  /** Since the start. */
  public double elapsedSeconds() {
    return (System.nanoTime() - start) / NANOS;
  }

  /** Training samples a second of data and step time; 0 before the first. */
  public double samplesPerSecond() {
    return samples == 0 ? 0 : samples * NANOS / (dataNanos + stepNanos);
  }

  /** The split so far. */
  public TimeSplit split() {
    return new TimeSplit(
        dataNanos / NANOS,
        stepNanos / NANOS,
        exchangeNanos / NANOS,
        evaluationNanos / NANOS,
        checkpointNanos / NANOS,
        samplesPerSecond());
  }
}
