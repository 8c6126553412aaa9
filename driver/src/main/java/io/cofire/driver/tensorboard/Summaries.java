package io.cofire.driver.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A line of metrics as TensorBoard's {@code Event}: a scalar for each of its numbers, and of the
 * layers' firing rates a histogram too (event.proto and summary.proto of TensorFlow).
 */
final class Summaries {

  private static final Set<String> PLACE = Set.of("step", "steps", "epoch", "secondsLeft");
  private static final Map<String, String> TAGS =
      Map.of(
          "testLoss", "test/loss",
          "testAccuracy", "test/accuracy",
          "validationLoss", "validation/loss",
          "validationAccuracy", "validation/accuracy");
  private static final Map<String, String> GROUPS =
      Map.of("split", "split", "firingRates", "firingRate");
  private static final int BINS = 20;

  private Summaries() {}

  /** What every file begins with. */
  static byte[] version(double seconds) {
    return new Protobuf().number(1, seconds).text(3, "brain.Event:2").toBytes();
  }

  /**
   * The event of a line.
   *
   * @param seconds when it was written, since 1970
   */
  static byte[] event(JsonNode line, double seconds) {
    Protobuf summary = new Protobuf();
    line.fields()
        .forEachRemaining(
            field -> {
              String name = field.getKey();
              if (GROUPS.containsKey(name)) {
                field
                    .getValue()
                    .fields()
                    .forEachRemaining(
                        one ->
                            scalar(summary, GROUPS.get(name) + "/" + one.getKey(), one.getValue()));
              } else if (!PLACE.contains(name)) {
                scalar(summary, TAGS.getOrDefault(name, "train/" + name), field.getValue());
              }
            });
    rates(summary, line.path("firingRates"));
    return new Protobuf()
        .number(1, seconds)
        .whole(2, line.path("step").asLong())
        .message(5, summary)
        .toBytes();
  }

  private static void scalar(Protobuf summary, String tag, JsonNode value) {
    if (value.isNumber()) {
      Protobuf one = new Protobuf().text(1, tag).real(2, (float) value.asDouble());
      summary.message(1, one);
    }
  }

  /** How many layers fire how often: bins of 0 to 1, and one above for sums of spikes. */
  private static void rates(Protobuf summary, JsonNode byLayer) {
    List<Double> rates = new ArrayList<>();
    byLayer.elements().forEachRemaining(rate -> rates.add(rate.asDouble()));
    if (rates.isEmpty()) {
      return;
    }
    double[] limits = new double[BINS + 1];
    Arrays.setAll(limits, i -> i < BINS ? (i + 1.0) / BINS : Double.MAX_VALUE);
    double[] counts = new double[BINS + 1];
    for (double rate : rates) {
      int bin = 0;
      while (bin < BINS && rate > limits[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    Protobuf histogram =
        new Protobuf()
            .number(1, rates.stream().mapToDouble(r -> r).min().orElseThrow())
            .number(2, rates.stream().mapToDouble(r -> r).max().orElseThrow())
            .number(3, rates.size())
            .number(4, rates.stream().mapToDouble(r -> r).sum())
            .number(5, rates.stream().mapToDouble(r -> r * r).sum())
            .numbers(6, limits)
            .numbers(7, counts);
    summary.message(1, new Protobuf().text(1, "firingRates").message(5, histogram));
  }
}
