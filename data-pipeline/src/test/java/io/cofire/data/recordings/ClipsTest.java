package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.SharedData;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipsTest {

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);

  @Test
  void partsOfARealRecordingMayOverlapAndHoldEachEventFromStartToBeforeEnd() throws IOException {
    Path file = SharedData.require("derived-aedat31").resolve("gesture_clips_1_2.aedat");
    List<TimeRange> ranges =
        List.of(
            new TimeRange(80_000_000, 81_450_000),
            new TimeRange(82_450_000, 83_900_000),
            new TimeRange(81_000_000, 83_000_000),
            new TimeRange(0, 1),
            TimeRange.ALL);
    EventStream whole;
    try (InputStream in = Files.newInputStream(file)) {
      whole =
          Recordings.read(new RecordingInput(file.toString(), in), DecodeOptions.sensor(DVS128));
    }
    List<EventStream> clips = clips(file, DVS128, ranges);
    for (int k = 0; k < clips.size(); k++) {
      TimeRange range = ranges.get(k);
      long count = 0;
      long sum = 0;
      for (int i = 0; i < whole.size(); i++) {
        long time = whole.timesMicros()[i];
        if (time >= range.fromMicros() && time < range.toMicros()) {
          count++;
          sum += time * 31 + whole.xs()[i] * 7L + whole.ys()[i] * 3L + whole.polarities()[i];
        }
      }
      assertThat((long) clips.get(k).size()).as(range.toString()).isEqualTo(count);
      assertThat(sum(clips.get(k))).as(range.toString()).isEqualTo(sum);
    }
    assertThat(clips.get(0).size()).isPositive();
    assertThat(clips.get(1).size()).isPositive();
    assertThat(clips.get(0).size() + clips.get(1).size()).isEqualTo(whole.size());
    assertThat(clips.get(3).size()).isZero();
  }

  @Test
  void eventsOutsideTheSensorOfAPartAreCountedForThatPartAlone() throws IOException {
    Path file = SharedData.require("derived-aedat31").resolve("gesture_clips_1_2.aedat");
    EventBuilder half = new EventBuilder();
    EventBuilder all = new EventBuilder();
    Clip small = new Clip(TimeRange.ALL, new SensorGeometry(64, 128), half);
    Clip whole = new Clip(TimeRange.ALL, DVS128, all);
    try (InputStream in = Files.newInputStream(file)) {
      Clips.cut(
          new RecordingInput(file.toString(), in),
          DecodeOptions.sensor(DVS128),
          List.of(small, whole));
    }
    assertThat(whole.outside()).isZero();
    assertThat(all.size()).isEqualTo(147_731);
    EventStream events = all.build(DVS128);
    long outside = 0;
    for (short x : events.xs()) {
      outside += x >= 64 ? 1 : 0;
    }
    assertThat(outside).isPositive();
    assertThat(small.outside()).isEqualTo(outside);
    assertThat(half.size()).isEqualTo(147_731 - (int) outside);
  }

  @Test
  void eventsOutsideTheSensorOfTheOptionsAreAnError() {
    Path file = SharedData.require("ncars-dat").resolve("NCARS_obj_004397_td.dat");
    assertThatThrownBy(() -> clips(file, new SensorGeometry(10, 10), List.of(TimeRange.ALL)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("outside the sensor");
  }

  private static long sum(EventStream clip) {
    long sum = 0;
    for (int i = 0; i < clip.size(); i++) {
      sum += clip.timesMicros()[i] * 31 + clip.xs()[i] * 7L + clip.ys()[i] * 3L;
      sum += clip.polarities()[i];
    }
    return sum;
  }

  private static List<EventStream> clips(Path file, SensorGeometry sensor, List<TimeRange> ranges)
      throws IOException {
    List<EventBuilder> builders = ranges.stream().map(range -> new EventBuilder()).toList();
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < builders.size(); i++) {
      clips.add(new Clip(ranges.get(i), sensor, builders.get(i)));
    }
    try (InputStream in = Files.newInputStream(file)) {
      Clips.cut(new RecordingInput(file.toString(), in), DecodeOptions.sensor(sensor), clips);
    }
    return builders.stream().map(builder -> builder.build(sensor)).toList();
  }
}
