package io.cofire.driver.cli;

import io.cofire.data.recordings.DecodeWords;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/**
 * Options that say what a recording does not: the same in every command that reads recordings, and
 * in the source {@code aer} of Spark SQL.
 */
public final class Decoding {

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "Format of the recordings (default: by content and extension).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      description =
          "Unit of the times of text, NumPy, HDF5 and MATLAB files: seconds, milliseconds,"
              + " microseconds, nanoseconds (default: what the file states, else seconds where they"
              + " have fractions and microseconds where they are whole).")
  private Optional<String> timeUnit = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "Columns of text without a header line and of arrays of N rows, such as y,x,_,p,t; _ is"
              + " passed over.")
  private Optional<String> columns = Optional.empty();

  @Option(
      names = "--polarity",
      paramLabel = "MEANING",
      description = "as-stored (1 is ON) or inverted.")
  private Optional<String> polarity = Optional.empty();

  @Option(
      names = "--orientation",
      paramLabel = "HOW",
      description =
          "How it lies on the image: as-stored, mirror-x, mirror-y, rotate-180, transpose,"
              + " anti-transpose.")
  private Optional<String> orientation = Optional.empty();

  @Option(
      names = "--valid-bits",
      paramLabel = "TREATMENT",
      description = "Of AEDAT 3.1: ignored or obeyed.")
  private Optional<String> validBits = Optional.empty();

  @Option(
      names = "--sensor",
      paramLabel = "WIDTHxHEIGHT",
      description = "Size of the sensor, where the format or the layout does not state it.")
  private Optional<String> sensor = Optional.empty();

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description =
          "Which of several: number or name of a stream of AEDAT 4, place of the events in HDF5,"
              + " array in .npz, recording of SHD.")
  private Optional<String> stream = Optional.empty();

  @Option(
      names = "--faults",
      paramLabel = "CHOICE",
      description =
          "What becomes of a recording with faults: reject (default), keep-whole (what is whole of"
              + " one that ends too early), drop-outside (events outside the sensor are dropped, up"
              + " to 0.1%% of a recording's or drop-outside:SHARE%%), or both with a comma between"
              + " them.")
  private Optional<String> faults = Optional.empty();

  /** The size of the sensor as it was written. */
  Optional<String> sensor() {
    return sensor;
  }

  /** All that is stated. */
  public DecodeWords words() {
    Map<String, String> words = new TreeMap<>(withoutSensor().words());
    sensor.ifPresent(size -> words.put("sensor", size));
    return DecodeWords.of(words, name -> name.equals("sensor") ? "sensor size" : "--" + name);
  }

  /** What is stated beside the size of the sensor. */
  DecodeWords withoutSensor() {
    Map<String, String> words = new TreeMap<>();
    format.ifPresent(name -> words.put("format", name));
    timeUnit.ifPresent(unit -> words.put("time-unit", unit));
    columns.ifPresent(names -> words.put("columns", names));
    polarity.ifPresent(meaning -> words.put("polarity", meaning));
    orientation.ifPresent(how -> words.put("orientation", how));
    validBits.ifPresent(treatment -> words.put("valid-bits", treatment));
    stream.ifPresent(name -> words.put("stream", name));
    faults.ifPresent(choice -> words.put("faults", choice));
    return DecodeWords.of(words, name -> "--" + name);
  }
}
