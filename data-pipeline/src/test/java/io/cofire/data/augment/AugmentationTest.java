package io.cofire.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.config.Choices;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(5, 4);
  private static final List<Augmentation> ALL =
      List.of(
          new Movement.HorizontalFlip(0.5),
          new Perturbation.PolarityFlip(0.5),
          new Movement.Shift(2),
          new Masking.Crop(3),
          new Masking.Cutout(2),
          new Movement.Rotation(30),
          new Masking.EventDrop(0.3),
          new Perturbation.TimeJitter(50));

  @Test
  void everyChangeOfEventsIsHere() {
    assertThat(ALL.stream().map(Object::getClass))
        .hasSameElementsAs(Choices.kinds(EventAugmentation.class).values());
  }

  @Test
  void flipsMirrorColumnsOrPolarities() {
    EventStream events = events(0, 1, 1, 4, 3, 0);
    assertThat(text(new Movement.HorizontalFlip(1).apply(events, Key.of(1))))
        .isEqualTo("4,1,1 0,3,0");
    assertThat(text(new Perturbation.PolarityFlip(1).apply(events, Key.of(1))))
        .isEqualTo("0,1,0 4,3,1");
    assertThat(new Movement.HorizontalFlip(0).apply(events, Key.of(1))).isSameAs(events);
  }

  @Test
  void aShiftMovesAllEventsAlikeAndDropsThoseThatLeave() {
    EventStream events = events(2, 2, 1, 0, 0, 0);
    boolean dropped = false;
    for (int seed = 0; seed < 40; seed++) {
      EventStream moved = new Movement.Shift(1).apply(events, Key.of(seed));
      int right = moved.xs()[0] - 2;
      int down = moved.ys()[0] - 2;
      assertThat(right).isBetween(-1, 1);
      assertThat(down).isBetween(-1, 1);
      assertThat(moved.size()).isEqualTo(right < 0 || down < 0 ? 1 : 2);
      dropped |= moved.size() == 1;
    }
    assertThat(dropped).isTrue();
  }

  @Test
  void cropAndCutoutKeepAndDropOneSquare() {
    EventStream full = full();
    for (int seed = 0; seed < 20; seed++) {
      assertThat(new Masking.Crop(3).apply(full, Key.of(seed)).size()).isEqualTo(9);
      assertThat(new Masking.Cutout(2).apply(full, Key.of(seed)).size()).isBetween(16, 19);
    }
    assertThat(new Masking.Crop(9).apply(full, Key.of(1)).size()).isEqualTo(20);
    assertThat(new Masking.Cutout(99).apply(full, Key.of(1)).size()).isZero();
  }

  @Test
  void aRotationTurnsAboutTheCentre() {
    EventStream events = events(2, 1, 1);
    assertThat(text(new Movement.Rotation(0).apply(events, Key.of(1)))).isEqualTo("2,1,1");
    SensorGeometry odd = new SensorGeometry(101, 101);
    EventBuilder builder = new EventBuilder();
    builder.add(0, 50, 50, 1);
    builder.add(0, 90, 50, 1);
    EventStream pair = builder.build(odd);
    for (int seed = 0; seed < 20; seed++) {
      EventStream turned = new Movement.Rotation(20).apply(pair, Key.of(seed));
      assertThat(turned.xs()[0]).isEqualTo((short) 50);
      assertThat(Math.hypot(turned.xs()[1] - 50, turned.ys()[1] - 50)).isBetween(39.0, 41.0);
      assertThat(turned.xs()[1] - 50).isGreaterThanOrEqualTo(37); // 40 cos 20 = 37.6
    }
  }

  @Test
  void dropsAndJitterStayWithinTheirBounds() {
    EventStream events = Streams.random(Key.of(2).random(), SENSOR, 4000);
    assertThat(new Masking.EventDrop(0.25).apply(events, Key.of(1)).size()).isBetween(2900, 3100);
    EventStream jittered = new Perturbation.TimeJitter(50).apply(events, Key.of(1));
    long most = 0;
    for (int i = 0; i < events.size(); i++) {
      most = Math.max(most, Math.abs(jittered.timesMicros()[i] - events.timesMicros()[i]));
    }
    assertThat(most).isEqualTo(50);
  }

  @Test
  void theKeyAloneDecidesAndTheInputStays() {
    EventStream events = Streams.random(Key.of(2).random(), SENSOR, 300);
    String before = text(events);
    Augmenter augmenter = new Augmenter(ALL, Key.of(9));
    String once = text(augmenter.apply(events, 3, 7));
    assertThat(text(augmenter.apply(events, 3, 7))).isEqualTo(once);
    assertThat(text(augmenter.apply(events, 4, 7))).isNotEqualTo(once);
    assertThat(text(augmenter.apply(events, 3, 8))).isNotEqualTo(once);
    assertThat(text(new Augmenter(ALL, Key.of(8)).apply(events, 3, 7))).isNotEqualTo(once);
    assertThat(text(events)).isEqualTo(before);
    assertThat(Augmenter.NONE.apply(events, 0, 0)).isSameAs(events);
  }

  @Test
  void eachAloneIsDecidedByItsKeyAndLeavesTheInputAndTheSensor() {
    EventStream events = Streams.random(Key.of(3).random(), SENSOR, 300);
    String before = text(events);
    for (Augmentation change : ALL) {
      EventAugmentation step = (EventAugmentation) change;
      Set<String> results = new HashSet<>();
      for (int seed = 0; seed < 30; seed++) {
        EventStream changed = step.apply(events, Key.of(seed));
        assertThat(changed.geometry()).isEqualTo(SENSOR);
        assertThat(exact(step.apply(events, Key.of(seed)))).isEqualTo(exact(changed));
        results.add(exact(changed));
      }
      assertThat(results).as(change.toString()).hasSizeGreaterThan(1);
      assertThat(text(events)).isEqualTo(before);
    }
  }

  private static String exact(EventStream events) {
    return text(events) + Arrays.toString(events.timesMicros());
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> new Masking.EventDrop(1.5))
        .hasMessage("Invalid event-drop.probability: 1.5 (must be in 0..1)");
    assertThatThrownBy(() -> new Movement.Shift(0))
        .hasMessage("Invalid shift.most: 0 (must be in 1..65535)");
    assertThatThrownBy(() -> new Movement.Rotation(200))
        .hasMessage("Invalid rotation.most: 200.0 (must be in 0..180 degrees)");
  }

  private static EventStream full() {
    EventBuilder builder = new EventBuilder();
    for (int i = 0; i < 20; i++) {
      builder.add(i, i % 5, i / 5, i % 2);
    }
    return builder.build(SENSOR);
  }

  /** Columns, rows and polarities in turn. */
  private static EventStream events(int... values) {
    EventBuilder builder = new EventBuilder();
    for (int i = 0; i < values.length; i += 3) {
      builder.add(i, values[i], values[i + 1], values[i + 2]);
    }
    return builder.build(SENSOR);
  }

  private static String text(EventStream events) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < events.size(); i++) {
      text.add(events.xs()[i] + "," + events.ys()[i] + "," + events.polarities()[i]);
    }
    return text.toString();
  }
}
