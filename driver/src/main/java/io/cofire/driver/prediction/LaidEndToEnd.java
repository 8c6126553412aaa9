package io.cofire.driver.prediction;

import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.read.EndToEnd;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The recordings of a file that was read {@link EndToEnd end to end}, each from its own time 0 and
 * called as a preparation calls it: the file and its number. A number without events is left out.
 */
final class LaidEndToEnd {

  private LaidEndToEnd() {}

  /**
   * One of them.
   *
   * @param name of it
   * @param events of it
   */
  record Numbered(String name, EventStream events) {}

  /** All of them, in the order of the file. */
  static Stream<Numbered> of(String file, EventStream all) {
    long[] times = all.timesMicros();
    int[] starts =
        IntStream.range(0, times.length)
            .filter(i -> i == 0 || number(times[i]) != number(times[i - 1]))
            .toArray();
    return IntStream.range(0, starts.length)
        .mapToObj(
            i ->
                numbered(file, all, starts[i], i + 1 < starts.length ? starts[i + 1] : all.size()));
  }

  private static int number(long micros) {
    return (int) (micros / EndToEnd.PERIOD_MICROS);
  }

  private static Numbered numbered(String file, EventStream all, int from, int to) {
    int number = number(all.timesMicros()[from]);
    long[] times = Arrays.copyOfRange(all.timesMicros(), from, to);
    Arrays.setAll(times, i -> times[i] - EndToEnd.startMicros(number));
    return new Numbered(
        String.format(Locale.ROOT, "%s/%05d", file, number),
        new EventStream(
            all.geometry(),
            times,
            Arrays.copyOfRange(all.xs(), from, to),
            Arrays.copyOfRange(all.ys(), from, to),
            Arrays.copyOfRange(all.polarities(), from, to)));
  }
}
