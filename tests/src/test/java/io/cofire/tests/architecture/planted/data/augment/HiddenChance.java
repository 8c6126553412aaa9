package io.cofire.tests.architecture.planted.data.augment;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Chance that no Key decides, and order that the threads decide. */
final class HiddenChance {

  private HiddenChance() {}

  @Breaks(Wall.GENERATORS_COME_FROM_A_KEY)
  static SplittableRandom clock() {
    return new SplittableRandom();
  }

  @Breaks(Wall.GENERATORS_COME_FROM_A_KEY)
  static LongFunction<SplittableRandom> seeds() {
    return SplittableRandom::new;
  }

  @Breaks(Wall.NO_HIDDEN_SOURCE_OF_CHANCE)
  static double called() {
    return Math.random();
  }

  @Breaks(Wall.NO_HIDDEN_SOURCE_OF_CHANCE)
  static DoubleSupplier handedOn() {
    return Math::random;
  }

  @Breaks(Wall.NO_HIDDEN_SOURCE_OF_CHANCE)
  static void shuffled(List<String> names) {
    Collections.shuffle(names);
  }

  @Breaks(Wall.NAMES_BY_CHANCE_ONLY_FOR_RUNS)
  static UUID named() {
    return UUID.randomUUID();
  }

  @Breaks(Wall.PARALLEL_STREAMS_ONLY_WHERE_ORDER_IS_NOTHING)
  static double added(List<Double> values) {
    return values.parallelStream().mapToDouble(Double::doubleValue).sum();
  }

  @Breaks(Wall.PARALLEL_STREAMS_ONLY_WHERE_ORDER_IS_NOTHING)
  static int sum(IntStream values) {
    return values.parallel().sum();
  }

  @Breaks(Wall.PARALLEL_STREAMS_ONLY_WHERE_ORDER_IS_NOTHING)
  static void running(double[] values) {
    Arrays.parallelPrefix(values, Double::sum);
  }
}
