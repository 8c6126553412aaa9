package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Real N-MNIST recordings against facts that were established independently. */
class NmnistFactsTest {

  @Test
  void everyRecordingDecodesToItsFacts() throws IOException {
    Path folder = SharedData.require("nmnist-small");
    JsonNode facts = new ObjectMapper().readTree(folder.resolve("facts.json").toFile());
    assertThat(facts.size()).isEqualTo(770);
    for (JsonNode fact : facts) {
      EventStream events = read(folder.resolve(fact.path("file").asText()));
      assertThat(summary(events)).as(fact.path("file").asText()).isEqualTo(summary(fact));
    }
  }

  /** The source's own decoder counts x and y from 1 and has p = 1 for OFF, 2 for ON. */
  @Test
  void oneRecordingEqualsTheSourcesOwnDecodeEventForEvent() throws IOException {
    Path folder = SharedData.require("nmnist-small");
    EventStream events = read(folder.resolve("Train/5/00001.bin"));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      found.add(
          "%d,%d,%d,%d"
              .formatted(
                  events.xs()[i] + 1,
                  events.ys()[i] + 1,
                  events.polarities()[i] + 1,
                  events.timesMicros()[i]));
    }
    List<String> lines = Files.readAllLines(folder.resolve("expected/1_raw_spikes.csv"));
    assertThat(found).isEqualTo(lines.subList(1, lines.size()));
  }

  private static EventStream read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Recordings.read(
          new RecordingInput(file.toString(), in),
          DecodeOptions.sensor(new SensorGeometry(34, 34)));
    }
  }

  private static String summary(EventStream events) {
    int last = events.size() - 1;
    return "%d events, %s to %s, %d ON, sums %d %d %d"
        .formatted(
            events.size(),
            event(events, 0),
            event(events, last),
            IntStream.rangeClosed(0, last).filter(i -> events.polarities()[i] == 1).count(),
            LongStream.of(events.timesMicros()).sum(),
            IntStream.rangeClosed(0, last).mapToLong(i -> events.xs()[i]).sum(),
            IntStream.rangeClosed(0, last).mapToLong(i -> events.ys()[i]).sum());
  }

  private static String event(EventStream events, int i) {
    return "[%d,%d,%d,%d]"
        .formatted(events.timesMicros()[i], events.xs()[i], events.ys()[i], events.polarities()[i]);
  }

  private static String summary(JsonNode fact) {
    return "%d events, %s to %s, %d ON, sums %d %d %d"
        .formatted(
            fact.path("events").asLong(),
            fact.path("first"),
            fact.path("last"),
            fact.path("on_events").asLong(),
            fact.path("sum_t").asLong(),
            fact.path("sum_x").asLong(),
            fact.path("sum_y").asLong());
  }
}
