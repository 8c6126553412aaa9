package io.cofire.data.recordings.aedat;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.ValidBits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * AEDAT 3.x of cAER, as of DVS-Gesture: text lines up to {@code #!END-HEADER}, then packets,
 * little-endian. A packet header has 28 bytes:
 *
 * <pre>
 *  0 int16 type (1 polarity)   12 int32 time overflow
 *  2 int16 source              16 int32 capacity, events that the packet has bytes for
 *  4 int32 event size          20 int32 events
 *  8 int32 time offset         24 int32 valid events
 * </pre>
 *
 * <p>A polarity event: uint32 data (bit 0 valid, 1 polarity, 2..16 y, 17..31 x), uint32 time in
 * microseconds, to which the packet's overflow * 2^31 is added ({@link OverflowTimes}). Packets of
 * other types are skipped.
 */
final class Aedat3Decoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("aedat");

  private static final int HEADER_BYTES = 28;
  private static final int EVENT_BYTES = 8;
  private static final int POLARITY = 1;
  private static final int COMPRESSED = 0x8000;

  @Override
  public String format() {
    return "aedat3";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return "#!AER-DAT3";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return new String(head, 0, Math.min(head.length, 10), StandardCharsets.ISO_8859_1)
        .equals("#!AER-DAT3");
  }

  @Override
  public Set<Particular> obeyed() {
    return Set.of(Particular.VALID_BITS);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    ByteWindow window = new ByteWindow(input);
    AedatHeader header = AedatHeader.read(window);
    if (!header.ended()) {
      throw window.wrong(window.offset(), "end of the header", "#!END-HEADER", "no text line");
    }
    Optional<SensorGeometry> sensor = options.sensor().or(header::sensor);
    MeasuringSink measured = new MeasuringSink(sink);
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    Packets packets = new Packets(window, SensorBounds.of(input, sensor), options.validBits());
    sink.expect(window.likelyRemaining() / EVENT_BYTES);
    try {
      while (window.has(1)) {
        packets.decode(block);
      }
    } catch (RecordingException e) {
      block.flush(); // what came before a fault may be a whole part of the recording
      if (!e.isCut()) {
        throw e;
      }
      input.cut(input.position() - packets.whole, e);
    }
    block.flush();
    return measured.sensor(sensor);
  }

  private static final class Packets {

    private final ByteWindow window;
    private final SensorBounds bounds;
    private final ValidBits validBits;
    private final OverflowTimes times = new OverflowTimes();
    private long whole; // offset behind the last event or packet that is whole

    Packets(ByteWindow window, SensorBounds bounds, ValidBits validBits) {
      this.window = window;
      this.bounds = bounds;
      this.validBits = validBits;
    }

    void decode(EventBlock block) throws IOException {
      whole = window.offset();
      window.require(HEADER_BYTES, "packet header");
      long start = window.offset();
      int at = window.position();
      int type = ByteWindow.littleShort(window.bytes, at);
      int eventSize = ByteWindow.littleInt(window.bytes, at + 4);
      int overflow = ByteWindow.littleInt(window.bytes, at + 12);
      int capacity = ByteWindow.littleInt(window.bytes, at + 16);
      int number = ByteWindow.littleInt(window.bytes, at + 20);
      requireSize(start, eventSize, capacity, number);
      if ((type & COMPRESSED) != 0) {
        throw window.wrong(
            start,
            "compressed packet",
            "#Format: RAW",
            String.format(Locale.ROOT, "type 0x%04x", type));
      }
      window.advance(HEADER_BYTES);
      if (type != POLARITY) {
        window.skip((long) eventSize * capacity, "packet of type " + type);
        return;
      }
      if (eventSize != EVENT_BYTES || overflow < 0) {
        throw window.wrong(
            start,
            "polarity packet",
            "events of 8 bytes and an overflow from 0",
            String.format(Locale.ROOT, "%d bytes and overflow %d", eventSize, overflow));
      }
      events(block, number, (long) overflow << 31);
      window.skip((long) EVENT_BYTES * (capacity - number), "packet");
    }

    private void requireSize(long start, int eventSize, int capacity, int number)
        throws RecordingException {
      if (eventSize < 1 || capacity < 0 || number < 0 || number > capacity) {
        throw window.wrong(
            start,
            "packet header",
            "an event size from 1 and at most as many events as the capacity",
            String.format(
                Locale.ROOT, "event size %d, %d events, capacity %d", eventSize, number, capacity));
      }
    }

    private void events(EventBlock block, int number, long base) throws IOException {
      int left = number;
      while (left > 0) {
        window.require(EVENT_BYTES, "event");
        if (block.room() == 0) {
          block.flush();
        }
        int ready = Math.min(window.available() / EVENT_BYTES, Math.min(left, block.room()));
        decode(block, ready, base);
        window.advance(ready * EVENT_BYTES);
        whole = window.offset();
        left -= ready;
      }
    }

    private void decode(EventBlock block, int events, long base) throws RecordingException {
      byte[] bytes = window.bytes;
      int start = window.position();
      int obeyed = validBits == ValidBits.OBEYED ? 0 : 1;
      int width = bounds.width();
      int height = bounds.height();
      int from = block.size;
      int size = from;
      for (int i = 0, at = start; i < events; i++, at += EVENT_BYTES) {
        long word = ByteWindow.littleLong(bytes, at);
        int data = (int) word;
        int x = data >>> 17;
        int y = data >>> 2 & 0x7FFF;
        int counts = (data & 1) | obeyed;
        if (counts != 0 && (x >= width || y >= height)) {
          bounds.stray(window.offset() + at - start, base + (word >>> 32), x, y);
          continue;
        }
        block.times[size] = base + (word >>> 32);
        block.xs[size] = (short) x;
        block.ys[size] = (short) y;
        block.polarities[size] = (byte) (data >>> 1 & 1);
        size += counts;
      }
      block.size = size;
      times.settle(block, from, base);
    }
  }
}
