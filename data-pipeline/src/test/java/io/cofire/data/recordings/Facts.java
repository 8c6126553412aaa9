package io.cofire.data.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Facts of real recordings that were established independently, and a decoded recording's own. */
final class Facts {

  private Facts() {}

  /** The facts of every file of a folder. */
  static JsonNode of(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("facts.json").toFile());
  }

  /** What a reader knows: the sensor, where the facts state one. */
  static DecodeOptions options(JsonNode fact) {
    JsonNode sensor = fact.path("sensor");
    return sensor.isArray()
        ? DecodeOptions.sensor(new SensorGeometry(sensor.get(0).asInt(), sensor.get(1).asInt()))
        : DecodeOptions.none();
  }

  static EventStream read(Path file, DecodeOptions options) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Recordings.read(new RecordingInput(file.toString(), in), options);
    }
  }

  static String summary(EventStream events) {
    int last = events.size() - 1;
    return "%d events, %s to %s, %d ON, sums %d %d %d, x from %d to %d, t from %d to %d"
        .formatted(
            events.size(),
            event(events, 0),
            event(events, last),
            IntStream.rangeClosed(0, last).filter(i -> events.polarities()[i] == 1).count(),
            LongStream.of(events.timesMicros()).sum(),
            IntStream.rangeClosed(0, last).mapToLong(i -> events.xs()[i] & 0xFFFF).sum(),
            IntStream.rangeClosed(0, last).mapToLong(i -> events.ys()[i] & 0xFFFF).sum(),
            IntStream.rangeClosed(0, last).map(i -> events.xs()[i] & 0xFFFF).min().orElse(-1),
            IntStream.rangeClosed(0, last).map(i -> events.xs()[i] & 0xFFFF).max().orElse(-1),
            LongStream.of(events.timesMicros()).min().orElse(-1),
            LongStream.of(events.timesMicros()).max().orElse(-1));
  }

  private static String event(EventStream events, int i) {
    return "[%d,%d,%d,%d]"
        .formatted(
            events.timesMicros()[i],
            events.xs()[i] & 0xFFFF,
            events.ys()[i] & 0xFFFF,
            events.polarities()[i]);
  }

  static String summary(JsonNode fact) {
    return "%d events, %s to %s, %d ON, sums %d %d %d, x from %d to %d, t from %d to %d"
        .formatted(
            fact.path("events").asLong(),
            fact.path("first"),
            fact.path("last"),
            fact.path("on_events").asLong(),
            fact.path("sum_t").asLong(),
            fact.path("sum_x").asLong(),
            fact.path("sum_y").asLong(),
            fact.path("x_min").asLong(),
            fact.path("x_max").asLong(),
            fact.path("t_min").asLong(),
            fact.path("t_max").asLong());
  }
}
