package io.cofire.driver.checkpoint;

/** By which figure of its validation an epoch is better than another; of equals the first is. */
public enum Measure {
  /** The larger accuracy. */
  ACCURACY {
    @Override
    boolean isBetter(EpochMetrics one, EpochMetrics other) {
      return one.validationAccuracy() > other.validationAccuracy();
    }
  },
  /** The smaller loss; any number is better than none. */
  LOSS {
    @Override
    boolean isBetter(EpochMetrics one, EpochMetrics other) {
      return Double.compare(one.validationLoss(), other.validationLoss()) < 0;
    }
  };

  abstract boolean isBetter(EpochMetrics one, EpochMetrics other);
}
