package io.cofire.data.recordings.ros;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.util.Optional;

/**
 * Messages {@code EventArray}, little-endian: a header (uint32 sequence; uint32 seconds and
 * nanoseconds; uint32 length and a text), uint32 height, uint32 width, uint32 number of events, and
 * these, 13 bytes each: uint16 x, uint16 y, uint32 seconds, uint32 nanoseconds, uint8 polarity (1 =
 * ON). Times are those of ROS, mostly Unix time.
 */
final class EventArrays {

  private static final int EVENT_BYTES = 13;
  private static final int HEADER_BYTES = 3 * Integer.BYTES;
  private static final int LONGEST_SIDE = 1 << 16;

  private final RecordingInput input;
  private final EventSink sink;
  private final MeasuringSink measured;
  private final Optional<SensorGeometry> known;
  private final byte[] bytes = new byte[EventBlock.CAPACITY * EVENT_BYTES];
  private Optional<SensorGeometry> sensor = Optional.empty();
  private EventBlock block; // null before the first message, which states the sensor

  EventArrays(RecordingInput input, EventSink sink, Optional<SensorGeometry> known) {
    this.input = input;
    this.sink = sink;
    this.measured = new MeasuringSink(sink);
    this.known = known;
  }

  /** Reads a message. */
  void read(BagBytes message) throws IOException {
    message.require(bytes, 0, HEADER_BYTES, "message");
    message.part(message.number("message"), "name of a frame").skipRest("message");
    long height = message.number("message");
    long width = message.number("message");
    begin(message, width, height);
    long events = message.number("message");
    if (events * EVENT_BYTES != message.left()) {
      throw message.wrong(
          "message", events + " events of " + EVENT_BYTES + " bytes", message.left() + " bytes");
    }
    SensorBounds bounds = SensorBounds.of(input, sensor);
    for (long left = events; left > 0; ) {
      if (block.room() == 0) {
        block.flush();
      }
      int count = (int) Math.min(left, block.room());
      message.require(bytes, 0, count * EVENT_BYTES, "message");
      decode(count, bounds, message.place());
      left -= count;
    }
  }

  /** Where nothing states the sensor, drivers write 0. */
  private void begin(BagBytes message, long width, long height) throws IOException {
    Optional<SensorGeometry> stated = Optional.empty();
    if (width > 0 && height > 0) {
      if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
        throw message.wrong("sensor", "sides up to " + LONGEST_SIDE, width + "x" + height);
      }
      stated = Optional.of(new SensorGeometry((int) width, (int) height));
    }
    if (block == null) {
      sensor = stated.or(() -> known);
      block = new EventBlock(sensor.isPresent() ? sink : measured);
    } else if (stated.isPresent() && !stated.equals(sensor)) {
      throw message.wrong(
          "sensor",
          sensor.map(SensorGeometry::toString).orElse("none") + " as before",
          width + "x" + height);
    }
  }

  private void decode(int count, SensorBounds bounds, long place) throws RecordingException {
    int size = block.size;
    for (int i = 0, at = 0; i < count; i++, at += EVENT_BYTES) {
      int x = ByteWindow.littleShort(bytes, at);
      int y = ByteWindow.littleShort(bytes, at + 2);
      long seconds = ByteWindow.littleInt(bytes, at + 4) & 0xFFFF_FFFFL;
      long nanos = ByteWindow.littleInt(bytes, at + 8) & 0xFFFF_FFFFL;
      long micros = seconds * 1_000_000 + nanos / 1000;
      if (x >= bounds.width() || y >= bounds.height()) {
        bounds.stray(place, micros, x, y);
        continue;
      }
      block.times[size] = micros;
      block.xs[size] = (short) x;
      block.ys[size] = (short) y;
      block.polarities[size] = (byte) (bytes[at + 12] == 0 ? 0 : 1);
      size++;
    }
    block.size = size;
  }

  /** Hands on the last events, and gives the size of the sensor. */
  SensorGeometry end() {
    if (block != null) {
      block.flush();
    }
    return measured.sensor(sensor.or(() -> known));
  }
}
