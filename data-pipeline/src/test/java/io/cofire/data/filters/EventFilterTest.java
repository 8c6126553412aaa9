package io.cofire.data.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.config.Choices;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter.BackgroundActivity;
import io.cofire.data.filters.EventFilter.HotPixels;
import io.cofire.data.random.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Filters, each against its definition written out. */
class EventFilterTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(9, 7);

  @Test
  void everyKindIsHere() {
    assertThat(Stream.of(new HotPixels(1), new BackgroundActivity(1)).map(Object::getClass))
        .hasSameElementsAs(Choices.kinds(EventFilter.class).values());
  }

  @Test
  void aPixelThatFiresFasterThanAllowedIsLeftOut() {
    EventBuilder events = new EventBuilder();
    for (int i = 0; i <= 10; i++) {
      events.add(i * 100_000L, 4, 2, i & 1); // 11 in a second
      if (i < 10) {
        events.add(i * 100_000L + 5, 5, 2, 1); // 10 in a second
      }
    }
    EventStream all = events.build(SENSOR);

    EventStream kept = EventFilter.apply(List.of(new HotPixels(10)), all);

    assertThat(kept.size()).isEqualTo(10);
    assertThat(kept.xs()).containsOnly(5);
  }

  @Test
  void eventsAtOneTimeHaveNoRate() {
    EventStream all = Streams.at(5, 5, 5);
    Streams.assertSame(EventFilter.apply(List.of(new HotPixels(0.5)), all), all);
  }

  @Test
  void anEventStaysWithASupportOfOneOfItsEightNeighbours() {
    EventBuilder events = new EventBuilder();
    events.add(0, 4, 3, 1); // nothing before it
    events.add(1_000, 4, 3, 1); // its own pixel does not count
    events.add(2_000, 5, 4, 0); // a corner, the other polarity
    events.add(3_001, 6, 4, 1); // 1,001 after its neighbour
    events.add(3_500, 7, 4, 1); // supported by the event that was dropped
    events.add(3_600, 5, 6, 1); // two rows away
    EventStream kept =
        EventFilter.apply(List.of(new BackgroundActivity(1_000)), events.build(SENSOR));

    assertThat(kept.timesMicros()).containsExactly(2_000, 3_500);
  }

  @Test
  void theLastTimeThatWasWrittenCountsWhereTimesGoBack() {
    EventBuilder events = new EventBuilder();
    events.add(5_000, 1, 1, 1);
    events.add(4_200, 2, 1, 1); // 800 before its neighbour
    events.add(100, 3, 1, 1);
    events.add(4_900, 2, 2, 1); // the last neighbour wrote 100, over 5,000
    EventStream kept =
        EventFilter.apply(List.of(new BackgroundActivity(1_000)), events.build(SENSOR));

    assertThat(kept.timesMicros()).containsExactly(4_200);
  }

  @Test
  void bothAgreeWithTheirDefinitionsOnRandomEvents() {
    EventStream all = Streams.random(Key.of(94).child("filters").random(), SENSOR, 3_000);

    assertThat(EventFilter.apply(List.of(new BackgroundActivity(900)), all).timesMicros())
        .isEqualTo(supported(all, 900));
    assertThat(EventFilter.apply(List.of(new HotPixels(110)), all).timesMicros())
        .isEqualTo(cool(all, 110));
  }

  @Test
  void filtersActInTheirOrder() {
    EventStream all = Streams.random(Key.of(95).child("filters").random(), SENSOR, 2_000);
    EventFilter hot = new HotPixels(100);
    EventFilter noise = new BackgroundActivity(400);

    Streams.assertSame(
        EventFilter.apply(List.of(noise, hot), all),
        EventFilter.apply(List.of(hot), EventFilter.apply(List.of(noise), all)));
  }

  @Test
  void wordsAreReadInAnyUnitAndWrittenInOneWay() {
    List<String> words = List.of("Hot-Pixels:200.50", "background-activity:5ms");
    List<EventFilter> filters = FilterWords.filters(words, "--filter");

    assertThat(filters).containsExactly(new HotPixels(200.5), new BackgroundActivity(5_000));
    assertThat(FilterWords.of(filters))
        .containsExactly("hot-pixels:200.5", "background-activity:5000");
    assertThat(FilterWords.filters(FilterWords.of(filters), "--filter")).isEqualTo(filters);
    for (String wrong : List.of("denoise:3", "hot-pixels", "hot-pixels:-3", "hot-pixels:0", "")) {
      assertThatThrownBy(() -> FilterWords.filters(List.of(wrong), "--filter"))
          .hasMessageStartingWith("Invalid --filter: " + wrong + " (");
    }
    assertThatThrownBy(() -> FilterWords.filters(List.of("background-activity:0s"), "--filter"))
        .hasMessage("Invalid --filter: background-activity:0s (must be at least 1)");
  }

  @Test
  void aSensorWithoutEndIsRefused() {
    SensorGeometry large = new SensorGeometry(65_536, 65_536);
    assertThatThrownBy(() -> new HotPixels(1).screen(large))
        .isInstanceOf(Misfit.class)
        .hasMessage(
            "Cannot filter events: a sensor of 65536x65536 has more than 16,777,216 pixels; state"
                + " its size");
  }

  private static long[] supported(EventStream all, long micros) {
    Map<Integer, Long> last = new HashMap<>();
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
        .filter(
            i -> {
              long time = all.timesMicros()[i];
              int x = all.xs()[i];
              int y = all.ys()[i];
              Long before = last.get(y * 100 + x);
              for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                  if (dx != 0 || dy != 0) {
                    last.put((y + dy) * 100 + x + dx, time);
                  }
                }
              }
              return before != null && time - before <= micros;
            })
        .mapToLong(i -> all.timesMicros()[i])
        .toArray();
  }

  private static long[] cool(EventStream all, double hertz) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      counts.merge(all.ys()[i] * 100 + all.xs()[i], 1, Integer::sum);
    }
    double seconds = (all.timesMicros()[all.size() - 1] - all.timesMicros()[0]) / 1e6;
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
        .filter(i -> counts.get(all.ys()[i] * 100 + all.xs()[i]) / seconds <= hertz)
        .mapToLong(i -> all.timesMicros()[i])
        .toArray();
  }
}
