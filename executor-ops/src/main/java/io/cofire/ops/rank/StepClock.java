package io.cofire.ops.rank;

import io.cofire.ops.collective.TimedCollective;

/** Splits a step into laps, and takes out of each what it spent exchanging statistics. */
final class StepClock {

  private final TimedCollective norms;
  private long lap;
  private long exchangedBefore;
  private long forward;
  private long backward;
  private long statistics;
  private long gradients;
  private long update;

  /** A clock that stands still. */
  StepClock(TimedCollective norms) {
    this.norms = norms;
  }

  void begin() {
    forward = 0;
    backward = 0;
    statistics = 0;
    goOn();
  }

  /** After a pause that is no part of the step. */
  void goOn() {
    lap = System.nanoTime();
    exchangedBefore = norms.nanos();
  }

  void forward() {
    forward += lap();
  }

  void backward() {
    backward += lap();
  }

  void gradients() {
    gradients = lap();
  }

  void update() {
    update = lap();
  }

  private long lap() {
    long now = System.nanoTime();
    long exchanged = norms.nanos() - exchangedBefore;
    long own = now - lap - exchanged;
    statistics += exchanged;
    exchangedBefore += exchanged;
    lap = now;
    return own;
  }

  StepTimes times() {
    return new StepTimes(forward, backward, statistics, gradients, update);
  }
}
