package io.cofire.data.recordings.columns;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The events of the files in {@code recordings/people}: event i is at 1500 i microseconds. */
public final class PeoplesColumns {

  public static final int COUNT = 200;

  private PeoplesColumns() {}

  /** All events as {@code t x y p}. */
  public static List<String> events() {
    return events(i -> i % 2, 0);
  }

  /** The same with other polarities, and times from another one on. */
  public static List<String> events(IntUnaryOperator polarity, long startMicros) {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i ->
                "%d %d %d %d"
                    .formatted(
                        startMicros + 1500L * i, 3 * i % 128, 5 * i % 96, polarity.applyAsInt(i)))
        .toList();
  }
}
