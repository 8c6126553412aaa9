package io.cofire.data.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinningTest {

  @Test
  void numberGivesTheRemainderToTheLastWindow() {
    assertThat(windows(new Binning.SjNumber(), 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
        .isEqualTo("[0,2) [2,4) [4,6) [6,11)");
  }

  @Test
  void numberWithMoreStepsThanEventsFillsOnlyTheLastWindow() {
    assertThat(windows(new Binning.SjNumber(), 4, 10, 20, 30)).isEqualTo("[0,0) [0,0) [0,0) [0,3)");
  }

  @Test
  void timeDividesTheSpanAndRoundsDown() {
    // span 11, D = 2: [5,7) [7,9) [9,11) [11,16]
    assertThat(windows(new Binning.SjTime(), 4, 5, 6, 7, 10, 11, 13, 16))
        .isEqualTo("[0,2) [2,3) [3,4) [4,7)");
  }

  @Test
  void timeWithoutEventsInAWindowGivesAnEmptyWindow() {
    assertThat(windows(new Binning.SjTime(), 4, 0, 1, 100)).isEqualTo("[0,2) [2,2) [2,2) [2,3)");
  }

  @Test
  void equalTimesAllFallIntoTheLastTimeWindow() {
    assertThat(windows(new Binning.SjTime(), 3, 7, 7, 7, 7)).isEqualTo("[0,0) [0,0) [0,4)");
  }

  @Test
  void anEventAtABoundBelongsToTheLaterWindow() {
    assertThat(windows(new Binning.SjTime(), 2, 0, 49, 50, 50, 100)).isEqualTo("[0,2) [2,5)");
    assertThat(windows(new Binning.FixedDuration(10), 3, 0, 9, 10, 19, 20, 25))
        .isEqualTo("[0,2) [2,4) [4,6)");
  }

  @Test
  void fixedDurationCountsFromTheFirstEvent() {
    assertThat(windows(new Binning.FixedDuration(10), 2, 1003, 1012, 1013, 1019))
        .isEqualTo("[0,2) [2,4)");
  }

  @Test
  void fixedDurationTakesTheFirstStepsOfALongerRecording() {
    assertThat(windows(new Binning.FixedDuration(10), 2, 0, 5, 15, 25, 35))
        .isEqualTo("[0,2) [2,3)");
  }

  @Test
  void fixedDurationLeavesMissingStepsEmpty() {
    assertThat(windows(new Binning.FixedDuration(10), 4, 0, 5, 15))
        .isEqualTo("[0,2) [2,3) [3,3) [3,3)");
  }

  @Test
  void theLastSliceTakesAnEventAtItsVeryEnd() {
    // t_last = 20 = 2 D: two slices, not three, and the event at 20 is in the second
    Binning.FixedDuration binning = new Binning.FixedDuration(10);
    assertThat(binning.slices(new long[] {0, 11, 20})).isEqualTo(2);
    assertThat(windows(binning, 3, 0, 11, 20)).isEqualTo("[0,1) [1,3) [3,3)");
    assertThat(windows(binning, 1, 0, 11, 20)).isEqualTo("[0,1)");
  }

  @Test
  void aSingleEventIsFramedByEveryMode() {
    assertThat(windows(new Binning.SjNumber(), 3, 42)).isEqualTo("[0,0) [0,0) [0,1)");
    assertThat(windows(new Binning.SjTime(), 3, 42)).isEqualTo("[0,0) [0,0) [0,1)");
    assertThat(windows(new Binning.FixedDuration(10), 3, 42)).isEqualTo("[0,1) [1,1) [1,1)");
  }

  @Test
  void tonicTimeBinsDropWhatTheRoundedBinsDoNotReach() {
    // span 11, w = 2: [5,7) [7,9) [9,11) [11,13); 13 and 16 are dropped
    assertThat(windows(new Binning.TonicTimeBins(), 4, 5, 6, 7, 10, 11, 13, 16))
        .isEqualTo("[0,2) [2,3) [3,4) [4,5)");
    // span 8, w = 2: the last event alone is dropped
    assertThat(windows(new Binning.TonicTimeBins(), 4, 0, 1, 8))
        .isEqualTo("[0,2) [2,2) [2,2) [2,2)");
  }

  @Test
  void tonicTimeBinsOfASpanShorterThanTheStepsAreEmpty() {
    assertThat(windows(new Binning.TonicTimeBins(), 3, 7, 8)).isEqualTo("[0,0) [0,0) [0,0)");
    assertThat(windows(new Binning.TonicTimeBins(), 2, 7, 7, 7)).isEqualTo("[0,0) [0,0)");
    assertThat(windows(new Binning.TonicTimeBins(), 2, 42)).isEqualTo("[0,0) [0,0)");
  }

  @Test
  void tonicEventBinsDropTheRemainder() {
    assertThat(windows(new Binning.TonicEventBins(), 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
        .isEqualTo("[0,2) [2,4) [4,6) [6,8)");
    assertThat(windows(new Binning.TonicEventBins(), 2, 5, 5, 5)).isEqualTo("[0,1) [1,2)");
  }

  @Test
  void tonicEventBinsOfFewerEventsThanStepsAreEmpty() {
    assertThat(windows(new Binning.TonicEventBins(), 4, 10, 20, 30))
        .isEqualTo("[0,0) [0,0) [0,0) [0,0)");
  }

  @Test
  void tonicTimeWindowsMayOverlapAndDropTheIncompleteTail() {
    // span 25, w = 10, s = 5: floor(15/5) + 1 = 4 windows from 100, 105, 110 and 115
    Binning.TonicTimeWindow binning = new Binning.TonicTimeWindow(10, 5);
    long[] times = {100, 104, 105, 110, 119, 120, 125};
    assertThat(binning.slices(times)).isEqualTo(4);
    assertThat(windows(binning, 5, times)).isEqualTo("[0,3) [2,4) [3,5) [4,6) [0,0)");
    assertThat(windows(binning, 2, times)).isEqualTo("[0,3) [2,4)");
  }

  @Test
  void tonicTimeWindowsMayLeaveGaps() {
    assertThat(windows(new Binning.TonicTimeWindow(2, 10), 3, 0, 1, 2, 9, 10, 11, 12, 25))
        .isEqualTo("[0,2) [4,6) [7,7)");
  }

  @Test
  void aRecordingShorterThanATonicTimeWindowGivesOne() {
    assertThat(windows(new Binning.TonicTimeWindow(10, 10), 2, 3, 5)).isEqualTo("[0,2) [0,0)");
    assertThat(windows(new Binning.TonicTimeWindow(Long.MAX_VALUE, 1), 2, 42))
        .isEqualTo("[0,1) [0,0)");
    assertThat(windows(new Binning.TonicTimeWindow(10, 10), 2, 3, 13)).isEqualTo("[0,1) [0,0)");
  }

  @Test
  void aWindowOfTheOldDurationBeginsAtItsFirstEventAndIsClosedAtItsEnd() {
    Binning old = new SjDurationUntil14(10);
    assertThat(windows(old, 4, 0, 10, 11, 50, 60, 61)).isEqualTo("[0,2) [2,3) [3,5) [5,6)");
    assertThat(windows(new Binning.FixedDuration(10), 4, 0, 10, 11, 50, 60, 61))
        .isEqualTo("[0,1) [1,3) [3,3) [3,3)");
    assertThat(windows(old, 3, 7, 7)).isEqualTo("[0,2) [2,2) [2,2)");
    assertThat(windows(new SjDurationUntil14(Long.MAX_VALUE), 1, 7, 9)).isEqualTo("[0,2)");
  }

  @Test
  void anIncompleteTailIsDroppedOrKept() {
    Optional<Integer> none = Optional.empty();
    assertThat(windows(new TonicEventCount(3, none, Optional.empty()), 3, 1, 2, 3, 4, 5))
        .isEqualTo("[0,3) [0,0) [0,0)");
    assertThat(windows(new TonicEventCount(3, none, Optional.of(Tail.KEEP)), 3, 1, 2, 3, 4, 5))
        .isEqualTo("[0,3) [3,5) [0,0)");
    Binning.TonicTimeWindow kept =
        new Binning.TonicTimeWindow(
            10, 10, Optional.of(Tail.KEEP), Optional.of(0L), Optional.of(25L));
    assertThat(windows(kept, 4, 4, 12, 24, 26, 99)).isEqualTo("[0,1) [1,2) [2,4) [0,0)");
  }

  @Test
  void whatARuleCannotHaveIsSaid() {
    assertThatThrownBy(() -> new TonicEventCount(0, Optional.empty(), Optional.empty()))
        .hasMessage("Invalid binning.events: 0 (must be at least 1)");
    assertThatThrownBy(() -> new TonicEventCount(4, Optional.of(4), Optional.empty()))
        .hasMessage("Invalid binning.overlap: 4 (must be at least 0, and less than events, 4)");
    assertThatThrownBy(() -> new Binning.TonicTimeBins(Optional.of(1.0)))
        .hasMessage("Invalid binning.overlap: 1.0 (must be at least 0, and less than 1)");
    assertThatThrownBy(() -> new Binning.TonicEventBins(Optional.of(Double.NaN)))
        .hasMessageStartingWith("Invalid binning.overlap: NaN");
    assertThatThrownBy(() -> new SjDurationUntil14(0))
        .hasMessage("Invalid binning.windowMicros: 0 (must be at least 1)");
    assertThatThrownBy(
            () ->
                new Binning.TonicTimeWindow(
                    1, 1, Optional.empty(), Optional.of(5L), Optional.of(5L)))
        .hasMessage("Invalid binning.endMicros: 5 (must be after startMicros, and at most 2^60)");
    assertThatThrownBy(
            () ->
                new Binning.TonicTimeWindow(
                    1, 1, Optional.empty(), Optional.of(Long.MIN_VALUE), Optional.empty()))
        .hasMessageContaining("must be in -2^60..2^60");
  }

  @Test
  void timesBeyondThirtyTwoBitsAreExact() {
    long start = 1L << 40;
    assertThat(windows(new Binning.SjTime(), 2, start, start + 1, start + 9, start + 10))
        .isEqualTo("[0,2) [2,4)");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aDurationThatIsNotPositiveIsRefused(long micros) {
    assertThatThrownBy(() -> new Binning.FixedDuration(micros))
        .hasMessage("Invalid binning.windowMicros: " + micros + " (must be at least 1)");
  }

  @Test
  void aStrideThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> new Binning.TonicTimeWindow(1, 0))
        .hasMessage("Invalid binning.strideMicros: 0 (must be at least 1)");
    assertThatThrownBy(() -> new Binning.TonicTimeWindow(0, 1))
        .hasMessage("Invalid binning.windowMicros: 0 (must be at least 1)");
  }

  @Test
  void noEventsOrNoStepsAreRefused() {
    assertThatThrownBy(() -> new Binning.SjNumber().windows(new long[0], 4))
        .hasMessage("Cannot frame a recording: it has no events");
    assertThatThrownBy(() -> new Binning.SjTime().windows(new long[] {1}, 0))
        .hasMessage("Invalid data.timesteps: 0 (must be at least 1)");
  }

  private static String windows(Binning binning, int timesteps, long... times) {
    EventWindows windows = binning.windows(times, timesteps);
    List<String> text = new ArrayList<>();
    for (int k = 0; k < windows.size(); k++) {
      text.add("[" + windows.from()[k] + "," + windows.to()[k] + ")");
    }
    return String.join(" ", text);
  }
}
