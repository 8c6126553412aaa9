package io.cofire.tests.architecture.planted.data.augment;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.random.MersenneTwister;

/** Generators that start where nobody knows, and those that share their state. */
final class Generators {

  private Generators() {}

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static final class Own extends Random {
    private static final long serialVersionUID = 1L;
  }

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static void again(Random random) {
    random.setSeed(1);
  }

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static int fresh() {
    return new Random(1).nextInt();
  }

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static int secure() {
    return new SecureRandom().nextInt();
  }

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static int threads() {
    return ThreadLocalRandom.current().nextInt();
  }

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static int named() {
    return RandomGenerator.of("L64X128MixRandom").nextInt();
  }

  @Breaks(Wall.NO_GENERATOR_BUT_THE_SPLITTABLE_ONE)
  static int foreign() {
    return new MersenneTwister(1).nextInt();
  }
}
