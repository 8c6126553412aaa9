package io.cofire.driver.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a recording is cut into windows. */
class TimeSlicesTest {

  private static EventStream at(long... times) {
    int size = times.length;
    short[] numbers = new short[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (short) i;
    }
    return new EventStream(new SensorGeometry(9, 9), times, numbers, numbers, new byte[size]);
  }

  @Test
  void theFirstBeginsWithTheFirstEventAndTheLastHoldsTheLast() {
    List<TimeSlices.Part> parts = new TimeSlices(10).of(at(19, 5, 14, 15, 35)).toList();
    assertThat(parts)
        .extracting(TimeSlices.Part::range)
        .containsExactly(
            new TimeRange(5, 15),
            new TimeRange(15, 25),
            new TimeRange(25, 35),
            new TimeRange(35, 45));
    assertThat(parts.get(0).events().timesMicros()).containsExactly(5, 14);
    assertThat(parts.get(0).events().xs()).containsExactly((short) 1, (short) 2);
    assertThat(parts.get(1).events().timesMicros()).containsExactly(15, 19);
    assertThat(parts.get(2).events().size()).isZero();
    assertThat(parts.get(3).events().timesMicros()).containsExactly(35);
    assertThat(new TimeSlices(10).of(at(7))).hasSize(1);
  }

  @Test
  void timesThatWouldMakeWindowsWithoutEndAreAProblem() {
    assertThat(new TimeSlices(10).problem(at(0, 9_999_999))).isEmpty();
    assertThat(new TimeSlices(10).problem(at(0, 10_000_000)).orElseThrow())
        .isEqualTo("its times, 0 to 10000000 us, make more than 1,000,000 windows of 10 us");
    assertThat(new TimeSlices(10).problem(at(Long.MIN_VALUE, Long.MAX_VALUE))).isPresent();
    assertThatThrownBy(() -> new TimeSlices(0)).isInstanceOf(InvalidValue.class);
  }
}
