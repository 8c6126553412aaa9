package io.cofire.driver.prediction;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.Polarity;
import io.cofire.data.recordings.read.TimeUnit;
import io.cofire.data.recordings.read.ValidBits;
import io.cofire.data.shards.Contents;
import java.io.Serializable;
import java.util.Optional;

/**
 * How recordings are read, in a form that travels to tasks.
 *
 * @param width of the sensor as stored; 0 where nobody knows
 * @param height of the sensor as stored
 * @param format null for that which the content tells
 * @param columns null where the file names them, or they need no names
 * @param stream null for the only or first one
 * @param faults what becomes of recordings with faults
 * @param everyMicros length of the windows that a recording is cut into; 0 for the whole of it
 */
record ReadOptions(
    int width,
    int height,
    String format,
    Orientation orientation,
    Polarity polarity,
    ValidBits validBits,
    TimeUnit timeUnit,
    String columns,
    String stream,
    String faults,
    long everyMicros)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  static ReadOptions of(DecodeOptions options, Optional<Long> everyMicros) {
    if (everyMicros.isPresent() && everyMicros.get() < 1) {
      throw new InvalidValue("--every", everyMicros.get() + "us", "must be at least 1us");
    }
    return new ReadOptions(
        options.sensor().map(SensorGeometry::width).orElse(0),
        options.sensor().map(SensorGeometry::height).orElse(0),
        options.format().orElse(null),
        options.orientation(),
        options.polarity(),
        options.validBits(),
        options.timeUnit(),
        options.columns().map(ColumnOrder::toString).orElse(null),
        options.stream().orElse(null),
        options.faults().toString(),
        everyMicros.orElse(0L));
  }

  /** Refuses to cut images into windows. */
  void requireFit(Contents contents) {
    if (everyMicros > 0 && contents instanceof Contents.Images) {
      throw new InvalidValue(
          "--every", everyMicros + "us", "must be left out: the run was trained on images");
    }
  }

  DecodeOptions decoding() {
    return new DecodeOptions(
        width == 0 ? Optional.empty() : Optional.of(new SensorGeometry(width, height)),
        Optional.ofNullable(format),
        orientation,
        polarity,
        validBits,
        timeUnit,
        Optional.ofNullable(columns).map(ColumnOrder::of),
        Optional.ofNullable(stream),
        FaultChoice.of(faults),
        Optional.empty());
  }

  Optional<TimeSlices> windows() {
    return everyMicros == 0 ? Optional.empty() : Optional.of(new TimeSlices(everyMicros));
  }
}
