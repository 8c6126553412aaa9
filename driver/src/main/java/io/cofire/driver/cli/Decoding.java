package io.cofire.driver.cli;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.Polarity;
import io.cofire.data.recordings.read.TextOrder;
import io.cofire.data.recordings.read.TimeUnit;
import io.cofire.data.recordings.read.ValidBits;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say what a recording does not. */
final class Decoding {

  @Option(
      names = "--sensor",
      paramLabel = "WxH",
      description = "Size of the sensor, where the format does not state it.")
  private Optional<String> sensor = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "Format of the recording (default: by content and extension).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--orientation",
      description = "How it lies on the image: ${COMPLETION-CANDIDATES}.")
  private Optional<Orientation> orientation = Optional.empty();

  @Option(names = "--polarity", description = "What 1 means: ${COMPLETION-CANDIDATES}.")
  private Optional<Polarity> polarity = Optional.empty();

  @Option(names = "--valid-bits", description = "Of AEDAT 3.1: ${COMPLETION-CANDIDATES}.")
  private Optional<ValidBits> validBits = Optional.empty();

  @Option(names = "--time-unit", description = "Of text, NumPy and HDF5: ${COMPLETION-CANDIDATES}.")
  private Optional<TimeUnit> timeUnit = Optional.empty();

  @Option(names = "--text-order", description = "Columns of text: ${COMPLETION-CANDIDATES}.")
  private Optional<TextOrder> textOrder = Optional.empty();

  /** The options together. */
  DecodeOptions options() {
    return over(DecodeOptions.none());
  }

  /** The options that were given, and what is known without them. */
  DecodeOptions over(DecodeOptions known) {
    if (format.isPresent() && !Recordings.formats().contains(format.get())) {
      throw new InvalidValue(
          "--format", format.get(), "expected one of " + String.join(", ", Recordings.formats()));
    }
    return new DecodeOptions(
        sensor.map(Decoding::geometry).or(known::sensor),
        format.or(known::format),
        orientation.orElse(known.orientation()),
        polarity.orElse(known.polarity()),
        validBits.orElse(known.validBits()),
        timeUnit.orElse(known.timeUnit()),
        textOrder.orElse(known.textOrder()));
  }

  /** A size as people write it, such as 34x34. */
  static SensorGeometry geometry(String words) {
    if (!words.matches("[0-9]{1,6}[xX][0-9]{1,6}")) {
      throw new InvalidValue("sensor size", words, "expected WIDTHxHEIGHT, such as 34x34");
    }
    String[] sides = words.split("[xX]", 2);
    return new SensorGeometry(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
