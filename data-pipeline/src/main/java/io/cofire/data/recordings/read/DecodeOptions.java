package io.cofire.data.recordings.read;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import java.util.Optional;

/**
 * What a reader knows beyond the file. Without any of it a recording is given as it is stored.
 *
 * @param sensor size of the sensor as stored, for formats that do not state it; events outside it
 *     are faults
 * @param format name of the format ({@link RecordingDecoder#format()}), for files whose content and
 *     extension do not tell it
 * @param orientation how stored columns and rows lie on the image; mirroring needs the sensor
 * @param polarity what the stored polarity means
 * @param validBits whether AEDAT 3.1's valid bits are obeyed
 * @param timeUnit unit of times in formats that do not state it: text, NumPy, HDF5
 * @param columns order of the columns of tables without names: text without a header line, arrays
 *     of N rows
 * @param stream which of several streams of events is read: its number or name
 * @param faults what becomes of a recording with faults
 * @param ownUnit unit of times in a data set whose files need not state it; neither the user's word
 *     nor a file's is replaced by it
 */
public record DecodeOptions(
    Optional<SensorGeometry> sensor,
    Optional<String> format,
    Orientation orientation,
    Polarity polarity,
    ValidBits validBits,
    TimeUnit timeUnit,
    Optional<ColumnOrder> columns,
    Optional<String> stream,
    FaultChoice faults,
    Optional<TimeUnit> ownUnit) {

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);

  /** Checks that what mirroring needs is there. */
  public DecodeOptions {
    if (orientation.mirrors() && sensor.isEmpty()) {
      throw new InvalidValue(
          "orientation", orientation + " without the size of the sensor", "state it");
    }
  }

  /** Nothing is known: everything as stored, sizes as the format or the events give them. */
  public static DecodeOptions none() {
    return new DecodeOptions(
        Optional.empty(),
        Optional.empty(),
        Orientation.AS_STORED,
        Polarity.AS_STORED,
        ValidBits.IGNORED,
        TimeUnit.BY_TYPE,
        Optional.empty(),
        Optional.empty(),
        FaultChoice.REJECT,
        Optional.empty());
  }

  /** The size of the sensor is known. */
  public static DecodeOptions sensor(SensorGeometry sensor) {
    return none().withSensor(sensor);
  }

  /** CIFAR10-DVS as SpikingJelly reads it: x = 127 - raw y, y = 127 - raw x, bit 0 is ON. */
  public static DecodeOptions cifar10Dvs() {
    return sensor(DVS128)
        .withOrientation(Orientation.ANTI_TRANSPOSE)
        .withPolarity(Polarity.INVERTED);
  }

  /** CIFAR10-DVS as its own MATLAB script reads it: x = 127 - raw x, y = raw y, bit 0 is ON. */
  public static DecodeOptions cifar10DvsMatlab() {
    return sensor(DVS128).withOrientation(Orientation.MIRROR_X).withPolarity(Polarity.INVERTED);
  }

  /** The same, with the size of the sensor known too. */
  public DecodeOptions withSensor(SensorGeometry size) {
    return new DecodeOptions(
        Optional.of(size),
        format,
        orientation,
        polarity,
        validBits,
        timeUnit,
        columns,
        stream,
        faults,
        ownUnit);
  }

  /** The same, with the format known too. */
  public DecodeOptions withFormat(String name) {
    return new DecodeOptions(
        sensor,
        Optional.of(name),
        orientation,
        polarity,
        validBits,
        timeUnit,
        columns,
        stream,
        faults,
        ownUnit);
  }

  /** The same with another orientation. */
  public DecodeOptions withOrientation(Orientation other) {
    return new DecodeOptions(
        sensor, format, other, polarity, validBits, timeUnit, columns, stream, faults, ownUnit);
  }

  /** The same with another meaning of the polarity. */
  public DecodeOptions withPolarity(Polarity other) {
    return new DecodeOptions(
        sensor, format, orientation, other, validBits, timeUnit, columns, stream, faults, ownUnit);
  }

  /** The same with another treatment of valid bits. */
  public DecodeOptions withValidBits(ValidBits other) {
    return new DecodeOptions(
        sensor, format, orientation, polarity, other, timeUnit, columns, stream, faults, ownUnit);
  }

  /** The same with another unit of time. */
  public DecodeOptions withTimeUnit(TimeUnit other) {
    return new DecodeOptions(
        sensor, format, orientation, polarity, validBits, other, columns, stream, faults, ownUnit);
  }

  /** The same with the columns of tables without names. */
  public DecodeOptions withColumns(ColumnOrder other) {
    return new DecodeOptions(
        sensor,
        format,
        orientation,
        polarity,
        validBits,
        timeUnit,
        Optional.of(other),
        stream,
        faults,
        ownUnit);
  }

  /** The same with one of several streams. */
  public DecodeOptions withStream(String other) {
    return new DecodeOptions(
        sensor,
        format,
        orientation,
        polarity,
        validBits,
        timeUnit,
        columns,
        Optional.of(other),
        faults,
        ownUnit);
  }

  /** The same with another choice of what becomes of faults. */
  public DecodeOptions withFaults(FaultChoice other) {
    return new DecodeOptions(
        sensor,
        format,
        orientation,
        polarity,
        validBits,
        timeUnit,
        columns,
        stream,
        other,
        ownUnit);
  }

  /** The same with the unit that the times of a data set have. */
  public DecodeOptions withOwnUnit(TimeUnit unit) {
    return new DecodeOptions(
        sensor,
        format,
        orientation,
        polarity,
        validBits,
        timeUnit,
        columns,
        stream,
        faults,
        Optional.of(unit));
  }
}
