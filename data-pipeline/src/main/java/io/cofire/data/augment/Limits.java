package io.cofire.data.augment;

import io.cofire.data.errors.InvalidValue;

/** What the numbers of augmentations may be. */
final class Limits {

  private Limits() {}

  static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidValue(name, value, "must be in 0..1");
    }
  }

  static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new InvalidValue(name, value, "must be at least 1");
    }
  }
}
