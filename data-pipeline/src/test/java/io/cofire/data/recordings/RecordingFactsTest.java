package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.SharedData;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real recordings in container formats against facts that were established independently. */
class RecordingFactsTest {

  @ParameterizedTest(name = "{0}: {1} files")
  @CsvSource({
    "aedat2-dvs128, 8",
    "aedat2-davis240, 1",
    "poker-dvs, 92",
    "derived-aedat1, 1",
    "derived-aedat31, 1",
    "aedat4, 2",
    "event-stream, 1",
  })
  void everyRecordingDecodesToItsFacts(String name, int files) throws IOException {
    Path folder = SharedData.require(name);
    int found = 0;
    for (JsonNode fact : facts(folder)) {
      String file = fact.path("file").asText();
      if (fact.path("sum_x").isNumber() && !file.endsWith(".dat")) {
        EventStream events = read(folder.resolve(file), options(fact));
        assertThat(RecordingSummary.of(events)).as(file).isEqualTo(RecordingSummary.of(fact));
        found++;
      }
    }
    assertThat(found).isEqualTo(files);
  }

  @Test
  void theVectorsOfAedat31DecodeEventForEvent() throws IOException {
    Path folder = SharedData.require("aedat31-vectors");
    for (JsonNode fact : facts(folder)) {
      Path file = folder.resolve(fact.path("file").asText());
      List<String> expected = new ArrayList<>();
      fact.path("all_events_t_x_y_p").forEach(event -> expected.add(event.toString()));
      assertThat(all(read(file, DecodeOptions.none()))).isEqualTo(expected);
      assertThatThrownBy(() -> read(file, DecodeOptions.none().withValidBits(ValidBits.OBEYED)))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("it has no events");
    }
  }

  @Test
  void theGenericEventStreamIsRefused() throws IOException {
    Path file = SharedData.require("event-stream").resolve("generic.es");
    assertThatThrownBy(() -> read(file, DecodeOptions.none()))
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
    assertThat(sensor("event-stream/dvs.es")).isEqualTo(new SensorGeometry(320, 240));
  }

  private static SensorGeometry sensor(String file) throws IOException {
    return read(SharedData.require(file), DecodeOptions.none()).geometry();
  }

  private static List<String> all(EventStream events) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      all.add(RecordingSummary.event(events, i));
    }
    return all;
  }

  private static JsonNode facts(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("facts.json").toFile());
  }

  private static DecodeOptions options(JsonNode fact) {
    JsonNode sensor = fact.path("sensor");
    return sensor.isArray()
        ? DecodeOptions.sensor(new SensorGeometry(sensor.get(0).asInt(), sensor.get(1).asInt()))
        : DecodeOptions.none();
  }

  private static EventStream read(Path file, DecodeOptions options) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Recordings.read(new RecordingInput(file.toString(), in), options);
    }
  }
}
