package io.cofire.ops.schedule;

/** Factor of the base learning rate as a function of progress. */
public sealed interface Schedule {

  /**
   * The factor.
   *
   * @param epoch epochs done, with a fraction: step / stepsPerEpoch
   * @param epochs epochs of the whole run
   */
  double factor(double epoch, int epochs);

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(double epoch, int epochs) {
      return 1;
    }
  }

  /**
   * Half a cosine from 1 to 0, stepped once an epoch as the SEW and MS authors' code does: (1 +
   * cos(pi * floor(epoch) / epochs)) / 2.
   */
  record Cosine() implements Schedule {
    @Override
    public double factor(double epoch, int epochs) {
      return (1 + Math.cos(Math.PI * Math.floor(epoch) / epochs)) / 2;
    }
  }

  /**
   * Multiplied by a factor every so many epochs.
   *
   * @param every epochs between drops, at least 1
   * @param decay factor of each drop, in (0, 1]
   */
  record Step(int every, double decay) implements Schedule {
    /** Checks the values. */
    public Step {
      if (every < 1) {
        throw new IllegalArgumentException(
            "Invalid schedule.every: " + every + " (must be at least 1)");
      }
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException(
            "Invalid schedule.decay: " + decay + " (must be in (0, 1])");
      }
    }

    @Override
    public double factor(double epoch, int epochs) {
      return Math.pow(decay, Math.floor(epoch / every));
    }
  }
}
