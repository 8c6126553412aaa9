package io.cofire.data.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/** Facts of real recordings that were established independently, and a decoded recording's own. */
public final class Facts {

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

  static String summary(EventStream stream) {
    int last = stream.size() - 1;
    long[] t = {Long.MAX_VALUE, Long.MIN_VALUE};
    int[] x = {Integer.MAX_VALUE, Integer.MIN_VALUE};
    int[] y = {Integer.MAX_VALUE, Integer.MIN_VALUE};
    BigInteger sumT = BigInteger.ZERO;
    long sumX = 0;
    long sumY = 0;
    int ones = 0;
    for (int i = 0; i <= last; i++) {
      long time = stream.timesMicros()[i];
      int column = stream.xs()[i] & 0xFFFF;
      int row = stream.ys()[i] & 0xFFFF;
      t = new long[] {Math.min(t[0], time), Math.max(t[1], time)};
      x = new int[] {Math.min(x[0], column), Math.max(x[1], column)};
      y = new int[] {Math.min(y[0], row), Math.max(y[1], row)};
      sumT = sumT.add(BigInteger.valueOf(time));
      sumX += column;
      sumY += row;
      ones += stream.polarities()[i];
    }
    return "%d events, %s to %s, t %d..%d, x %d..%d, y %d..%d, %d with polarity 1, sums %d %d %d"
        .formatted(
            stream.size(),
            event(stream, 0),
            event(stream, last),
            t[0],
            t[1],
            x[0],
            x[1],
            y[0],
            y[1],
            ones,
            sumT,
            sumX,
            sumY);
  }

  static String summary(JsonNode fact) {
    JsonNode ones =
        fact.has("polarity_bit_1_events")
            ? fact.path("polarity_bit_1_events")
            : fact.path("on_events");
    return "%d events, %s to %s, t %d..%d, x %d..%d, y %d..%d, %d with polarity 1, sums %d %d %d"
        .formatted(
            fact.path("events").asLong(),
            fact.path("first"),
            fact.path("last"),
            fact.path("t_min").asLong(),
            fact.path("t_max").asLong(),
            fact.path("x_min").asLong(),
            fact.path("x_max").asLong(),
            fact.path("y_min").asLong(),
            fact.path("y_max").asLong(),
            ones.asLong(),
            fact.path("sum_t").bigIntegerValue(),
            fact.path("sum_x").asLong(),
            fact.path("sum_y").asLong());
  }

  public static String event(EventStream stream, int i) {
    return "[%d,%d,%d,%d]"
        .formatted(
            stream.timesMicros()[i],
            stream.xs()[i] & 0xFFFF,
            stream.ys()[i] & 0xFFFF,
            stream.polarities()[i]);
  }
}
