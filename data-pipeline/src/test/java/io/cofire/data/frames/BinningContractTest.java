package io.cofire.data.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.config.Choices;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every binning, whatever its rule. */
class BinningContractTest {

  static Stream<Binning> binnings() {
    return Stream.of(
        new Binning.SjNumber(),
        new Binning.SjTime(),
        new Binning.FixedDuration(70),
        new Binning.TonicTimeBins(),
        new Binning.TonicEventBins(),
        new Binning.TonicTimeWindow(90, 60),
        new Binning.TonicTimeBins(Optional.of(0.5)),
        new Binning.TonicEventBins(Optional.of(0.25)),
        new TonicEventCount(7, Optional.of(2), Optional.of(Tail.KEEP)),
        new SjDurationUntil14(70));
  }

  @Test
  void everyKindIsHere() {
    assertThat(binnings().map(Object::getClass).distinct())
        .hasSameElementsAs(Choices.kinds(Binning.class).values());
  }

  @ParameterizedTest
  @MethodSource("binnings")
  void everyTimestepHasAWindowOfTheEventsInTheirOrder(Binning binning) {
    SplittableRandom random = Key.of(31).child("binning").random();
    for (int round = 0; round < 100; round++) {
      long[] times = times(random, 1 + random.nextInt(200));
      int timesteps = 1 + random.nextInt(12);

      EventWindows windows = binning.windows(times, timesteps);

      assertThat(windows.size()).isEqualTo(timesteps);
      int from = 0;
      for (int k = 0; k < timesteps; k++) {
        if (windows.to()[k] > windows.from()[k]) { // an empty one may stand anywhere
          assertThat(windows.from()[k]).isGreaterThanOrEqualTo(from);
          assertThat(windows.to()[k]).isLessThanOrEqualTo(times.length);
          from = windows.from()[k];
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("binnings")
  void onlyDifferencesOfTimesMatter(Binning binning) {
    long[] times = times(Key.of(32).child("binning").random(), 150);
    long[] later = Arrays.stream(times).map(t -> t + 1_000_000_000_000L).toArray();

    assertThat(binning.windows(later, 5))
        .usingRecursiveComparison()
        .isEqualTo(binning.windows(times, 5));
  }

  @ParameterizedTest
  @MethodSource("binnings")
  void noEventsOrNoStepsAreRefused(Binning binning) {
    assertThatThrownBy(() -> binning.windows(new long[0], 4))
        .hasMessage("Cannot frame a recording: it has no events");
    assertThatThrownBy(() -> binning.windows(new long[] {1}, 0))
        .hasMessage("Invalid data.timesteps: 0 (must be at least 1)");
  }

  private static long[] times(SplittableRandom random, int count) {
    EventStream events = Streams.random(random, new SensorGeometry(4, 4), count);
    return Arrays.stream(events.timesMicros()).sorted().toArray();
  }
}
