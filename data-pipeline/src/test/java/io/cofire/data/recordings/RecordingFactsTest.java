package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cofire.data.SharedData;
import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.ValidBits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real recordings of every format against facts that were established independently. */
public class RecordingFactsTest {

  /** How many recordings of each folder have whole-file facts. */
  private static final Map<String, Integer> RECORDINGS =
      Map.ofEntries(
          Map.entry("aedat2-davis240", 1),
          Map.entry("aedat2-dvs128", 8),
          Map.entry("aedat4", 2),
          Map.entry("derived-aedat1", 1),
          Map.entry("derived-aedat31", 1),
          Map.entry("dvs-gesture-clips", 9),
          Map.entry("event-stream", 1),
          Map.entry("ncaltech101", 1),
          Map.entry("ncars-dat", 1),
          Map.entry("nmnist-small", 770),
          Map.entry("ntidigits-1d", 1),
          Map.entry("poker-dvs", 162),
          Map.entry("prophesee-evt2", 1),
          Map.entry("prophesee-evt3", 1));

  /** Files whose facts are of another kind; each has a test of its own, here or where named. */
  private static final List<String> OTHERS =
      List.of(
          "aedat31-vectors/aedat1_for_testing.aedat",
          "aedat31-vectors/aedat3_fluorescent.aedat",
          "event-stream/generic.es",
          "hdf5-text/event.txt"); // ColumnFormatsTest, with event.hdf5

  static Stream<String> folders() {
    return RECORDINGS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyRecordingDecodesToItsFacts(String name) throws IOException {
    Path folder = SharedData.require(name);
    int found = 0;
    for (JsonNode fact : Facts.of(folder)) {
      if (fact.path("sum_x").isNumber()) {
        String file = fact.path("file").asText();
        EventStream events = Facts.read(folder.resolve(file), Facts.options(fact));
        assertThat(Facts.summary(events)).as(file).isEqualTo(Facts.summary(fact));
        found++;
      }
    }
    assertThat(found).isEqualTo(RECORDINGS.get(name));
  }

  @Test
  void noRecordingWithFactsIsLeftOut() throws IOException {
    Path data = SharedData.require("nmnist-small").resolveSibling(".").normalize();
    List<String> others = new ArrayList<>();
    TreeSet<String> folders = new TreeSet<>();
    try (Stream<Path> all = Files.list(data)) {
      for (Path folder : all.filter(path -> Files.exists(path.resolve("facts.json"))).toList()) {
        for (JsonNode fact : Facts.of(folder)) {
          if (fact.path("sum_x").isNumber()) {
            folders.add(folder.getFileName().toString());
          } else if (fact.path("events").isNumber()) {
            others.add(folder.getFileName() + "/" + fact.path("file").asText());
          }
        }
      }
    }
    assertThat(folders).containsExactlyElementsOf(new TreeSet<>(RECORDINGS.keySet()));
    assertThat(others).containsExactlyInAnyOrderElementsOf(OTHERS);
  }

  @Test
  void theVectorsOfAedat31DecodeEventForEvent() throws IOException {
    Path folder = SharedData.require("aedat31-vectors");
    for (JsonNode fact : Facts.of(folder)) {
      Path file = folder.resolve(fact.path("file").asText());
      List<String> expected = new ArrayList<>();
      fact.path("all_events_t_x_y_p").forEach(event -> expected.add(event.toString()));
      assertThat(all(Facts.read(file, DecodeOptions.none()))).isEqualTo(expected);
      assertThatThrownBy(
              () -> Facts.read(file, DecodeOptions.none().withValidBits(ValidBits.OBEYED)))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("it has no events");
    }
  }

  @Test
  void theGenericEventStreamIsRefused() throws IOException {
    Path file = SharedData.require("event-stream").resolve("generic.es");
    assertThatThrownBy(() -> Facts.read(file, DecodeOptions.none()))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Cannot read recording %s: kind of events at byte 15 (expected 1 (DVS) or 2 (ATIS), found 0 (generic))"
                .formatted(file));
  }

  @Test
  void sizesOfSensorsComeFromHeadersWhereTheyAreNotStated() throws IOException {
    assertThat(sensor("aedat2-davis240/IMU_translBoxes.aedat"))
        .isEqualTo(new SensorGeometry(240, 180));
    assertThat(sensor("aedat2-dvs128/neal_walking.aedat")).isEqualTo(new SensorGeometry(128, 128));
    assertThat(sensor("derived-aedat31/gesture_clips_1_2.aedat"))
        .isEqualTo(new SensorGeometry(128, 128));
    assertThat(sensor("aedat4/event_vision_library_sample.aedat4"))
        .isEqualTo(new SensorGeometry(346, 260));
    assertThat(sensor("prophesee-evt2/evt2_sample.raw")).isEqualTo(new SensorGeometry(640, 480));
    assertThat(sensor("prophesee-evt3/event_camera_py_1.raw"))
        .isEqualTo(new SensorGeometry(640, 480));
    assertThat(sensor("event-stream/dvs.es")).isEqualTo(new SensorGeometry(320, 240));
  }

  /** {@code .bs2} and {@code .bs3} of one number hold the same events. */
  @Test
  void twoFormatsOfOneRecordingGiveTheSameEvents() throws IOException {
    Path folder = SharedData.require("dvs-gesture-clips");
    DecodeOptions options = DecodeOptions.sensor(new SensorGeometry(128, 128));
    for (int clip = 1; clip <= 2; clip++) {
      Streams.assertSame(
          Facts.read(folder.resolve(clip + ".bs3"), options),
          Facts.read(folder.resolve(clip + ".bs2"), options));
    }
  }

  /** The source's own decode: a NumPy array of t int64, x int16, y int16, p uint8. */
  @Test
  void theCarRecordingEqualsTheSourcesOwnDecodeEventForEvent() throws IOException {
    Path folder = SharedData.require("ncars-dat");
    EventStream events =
        Facts.read(folder.resolve("NCARS_obj_004397_td.dat"), DecodeOptions.none());
    byte[] array = Files.readAllBytes(folder.resolve("expected/NCARS_obj_004397_td.npy"));
    ByteBuffer rows = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    rows.position(array.length - 13 * events.size());
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.timesMicros()[i]).isEqualTo(rows.getLong());
      assertThat(events.xs()[i]).isEqualTo(rows.getShort());
      assertThat(events.ys()[i]).isEqualTo(rows.getShort());
      assertThat(events.polarities()[i]).isEqualTo(rows.get());
    }
  }

  private static SensorGeometry sensor(String file) throws IOException {
    return Facts.read(SharedData.require(file), DecodeOptions.none()).geometry();
  }

  private static List<String> all(EventStream events) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      all.add(Facts.event(events, i));
    }
    return all;
  }
}
