package io.cofire.data.recordings.write;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.Endings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats in which recordings are written; where they are read, the names are the same. */
public enum WrittenFormat {
  /** iniVation's AEDAT 4, packets in zstd: 64-bit times, sides up to 32,768. */
  AEDAT4(Keeps.SENSOR, 1 << 15, "AEDAT 4 has 16 bits with a sign", "aedat4"),
  /** Prophesee's EVT 3.0: a clock of 24 bits, coordinates of 11. */
  EVT3(Keeps.SENSOR, 1 << 11, "EVT3 has 11 bits", "raw"),
  /** Prophesee's DAT of version 2: a clock of 32 bits, coordinates of 14. */
  DAT(Keeps.SENSOR, 1 << 14, "DAT has 14 bits", "dat"),
  /** NumPy arrays t, x, y, p, as SpikingJelly keeps events. */
  NPZ(Keeps.EVENTS, 1 << 16, "", "npz"),
  /** HDF5 datasets t, x, y, p in a group {@code events}, as in DSEC. */
  HDF5(Keeps.EVENTS, 1 << 16, "", "h5", "hdf5"),
  /** A header line {@code t,x,y,p}, then a line for each event. */
  CSV(Keeps.EVENTS, 1 << 16, "", "csv"),
  /** Parquet columns t, x, y, p of the types that {@code format("aer")} gives. */
  PARQUET(Keeps.EVENTS, 1 << 16, "", "parquet");

  private enum Keeps {
    SENSOR,
    EVENTS
  }

  private final Keeps keeps;
  private final int mostSide;
  private final String why;

  @SuppressWarnings("ImmutableEnumChecker") // a record of a copied list
  private final Endings endings;

  WrittenFormat(Keeps keeps, int mostSide, String why, String... endings) {
    this.keeps = keeps;
    this.mostSide = mostSide;
    this.why = why;
    this.endings = Endings.of(endings);
  }

  /** What options call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its files state the size of the sensor. */
  public boolean keepsSensor() {
    return keeps == Keeps.SENSOR;
  }

  /**
   * The format of a name.
   *
   * @param option what the user calls it
   * @throws InvalidValue if there is none
   */
  public static WrittenFormat named(String word, String option) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new InvalidValue(option, word, "expected one of " + words()));
  }

  /** The format that the ending of a file's name says; nothing where it says none. */
  public static Optional<WrittenFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.endings.end(lower)).findFirst();
  }

  /** Names of all, as messages list them. */
  public static String words() {
    return Arrays.stream(values()).map(WrittenFormat::word).collect(Collectors.joining(", "));
  }

  /** Each name with the endings that mean it. */
  public static String endings() {
    return Arrays.stream(values())
        .map(format -> format.endings + " for " + format.word())
        .collect(Collectors.joining(", "));
  }

  /**
   * Begins a file.
   *
   * @param place what messages call it
   * @param sensor size of the sensor, on which all events are
   * @param out takes the bytes; the caller closes it
   * @throws Misfit if the format has no coordinates for the sensor
   */
  public RecordingWriter open(String place, SensorGeometry sensor, OutputStream out)
      throws IOException {
    if (Math.max(sensor.width(), sensor.height()) > mostSide) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot write %s: %s for a column or row, a sensor of %dx%d at most, found %s; crop it, downsample it or choose another format",
              place,
              why,
              mostSide,
              mostSide,
              sensor));
    }
    return switch (this) {
      case AEDAT4 -> new Aedat4Writer(sensor, out);
      case EVT3 -> new Evt3Writer(place, sensor, out);
      case DAT -> new DatWriter(place, sensor, out);
      case NPZ -> new NumpyArchiveWriter(out);
      case HDF5 -> new Hdf5Writer(place, sensor, out);
      case CSV -> new CsvWriter(out);
      case PARQUET -> new ParquetEventWriter(out);
    };
  }
}
