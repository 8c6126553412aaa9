package io.cofire.data.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeOrder;
import io.cofire.data.random.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class GestureSimulatorTest {

  private static final int EACH = 25;

  private record Seen(Gesture gesture, EventStream events) {}

  @Test
  void recordingsAreInTimeOrderOnTheSensorAndOfThePlannedLength() {
    for (Seen seen : recordings()) {
      EventStream events = seen.events();
      long[] times = events.timesMicros();
      assertThat(TimeOrder.isSorted(times)).isTrue();
      assertThat(times[0]).isBetween(0L, 20_000L);
      assertThat(times[times.length - 1]).isBetween(270_000L, 320_000L);
      assertThat(events.size()).as("%s", seen.gesture()).isBetween(300, 20_000);
    }
  }

  /** The middle of the events moves with the figure. */
  @Test
  void aTranslationCanBeToldFromItsEvents() {
    for (Seen seen : recordings()) {
      if (!EnumSet.range(Gesture.LEFT, Gesture.DOWN).contains(seen.gesture())) {
        continue;
      }
      double[] early = middle(seen.events(), 0, 0.4);
      double[] late = middle(seen.events(), 0.6, 1);
      double dx = late[0] - early[0];
      double dy = late[1] - early[1];
      Gesture guess =
          Math.abs(dx) > Math.abs(dy)
              ? dx > 0 ? Gesture.RIGHT : Gesture.LEFT
              : dy > 0 ? Gesture.DOWN : Gesture.UP;
      assertThat(guess).isEqualTo(seen.gesture());
    }
  }

  /** The nearest of the other recordings by numbers of ON and OFF events is rarely of the class. */
  @Test
  void numbersOfEventsDoNotTellTheClass() {
    List<Seen> all = recordings();
    int right = 0;
    for (Seen seen : all) {
      Seen nearest =
          all.stream()
              .filter(other -> !other.equals(seen))
              .min(Comparator.comparingDouble(other -> distance(other.events(), seen.events())))
              .orElseThrow();
      right += nearest.gesture() == seen.gesture() ? 1 : 0;
    }
    assertThat((double) right / all.size()).isLessThan(0.4);
  }

  @Test
  void aBrighterPixelGivesOnEventsAtInterpolatedTimes() {
    EventCamera camera = new EventCamera(new SensorGeometry(2, 1), 0.25, 0, Key.of(1).random());
    camera.expose(0, new double[] {0, 0});
    camera.expose(1000, new double[] {1.0, 0});
    camera.expose(2000, new double[] {0.5, 0});
    EventStream events = camera.recording();
    assertThat(events.timesMicros()).containsExactly(250, 500, 750, 1000, 1500, 2000);
    assertThat(events.polarities()).containsExactly(1, 1, 1, 1, 0, 0);
    assertThat(events.xs()).containsOnly((short) 0);
  }

  @Test
  void noiseHasItsRate() {
    EventCamera camera = new EventCamera(new SensorGeometry(100, 100), 0.25, 0, Key.of(1).random());
    camera.noise(1_000_000, 1.0, Key.of(2).random());
    assertThat(camera.recording().size()).isBetween(9_600, 10_400); // 4 standard deviations
  }

  private static double distance(EventStream a, EventStream b) {
    return Math.hypot(count(a, 0) - count(b, 0), count(a, 1) - count(b, 1));
  }

  private static double count(EventStream events, int polarity) {
    int count = 0;
    for (byte p : events.polarities()) {
      count += p == polarity ? 1 : 0;
    }
    return count;
  }

  private static double[] middle(EventStream events, double from, double to) {
    long last = events.timesMicros()[events.size() - 1];
    double x = 0;
    double y = 0;
    int n = 0;
    for (int i = 0; i < events.size(); i++) {
      double progress = (double) events.timesMicros()[i] / last;
      if (progress >= from && progress <= to) {
        x += events.xs()[i];
        y += events.ys()[i];
        n++;
      }
    }
    return new double[] {x / n, y / n};
  }

  private static List<Seen> recordings() {
    List<Seen> all = new ArrayList<>();
    for (Gesture gesture : Gesture.values()) {
      for (int i = 0; i < EACH; i++) {
        Key key = Key.of(11).child(gesture.name()).child(i);
        all.add(new Seen(gesture, GestureSimulator.simulate(gesture, key)));
      }
    }
    return all;
  }
}
