package io.cofire.data.recordings.atis;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Event Stream 2, {@code .es}: the 12 bytes {@code Event Stream}, version (3 bytes), kind (1 DVS, 2
 * ATIS), width and height (uint16, little-endian), then events of 5 bytes:
 *
 * <pre>
 * DVS   byte 0: bit 0 polarity, bits 1..7 time since the event before; 0xff adds 127 us instead
 * ATIS  byte 0: bit 0 exposure, bit 1 polarity, bits 2..7 time since the event before;
 *       0b111111nn adds 63 n us instead
 * both  uint16 x, uint16 y, little-endian
 * </pre>
 *
 * <p>A byte 0 that adds time stands alone. Exposure measurements of an ATIS are not changes of
 * brightness and are skipped; their time counts. Rows count from the bottom.
 */
final class EventStreamDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("es");

  private static final byte[] MAGIC = "Event Stream".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 20;
  private static final int EVENT_BYTES = 5;
  private static final String[] KINDS = {
    "generic", "DVS", "ATIS", "asynchronous display", "colour"
  };

  @Override
  public String format() {
    return "event-stream";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + ", begins with Event Stream";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    ByteWindow window = new ByteWindow(input);
    Kind kind = kind(window);
    window.require(HEADER_BYTES, "header");
    int width = ByteWindow.littleShort(window.bytes, 16);
    int height = ByteWindow.littleShort(window.bytes, 18);
    if (width == 0 || height == 0) {
      throw window.wrong(16, "size of the sensor", "at least 1x1", width + "x" + height);
    }
    window.advance(HEADER_BYTES);
    new Events(window, kind, new SensorBounds(input, width, height, "x", "y")).decode(sink);
    return new SensorGeometry(width, height);
  }

  private static Kind kind(ByteWindow window) throws IOException {
    window.require(HEADER_BYTES - 4, "header");
    byte[] bytes = window.bytes;
    if (bytes[12] != 2) {
      throw window.wrong(
          12,
          "version of the format",
          "2.x",
          String.format(
              Locale.ROOT, "%d.%d.%d", bytes[12] & 0xFF, bytes[13] & 0xFF, bytes[14] & 0xFF));
    }
    int kind = bytes[15] & 0xFF;
    return switch (kind) {
      case 1 -> Kind.DVS;
      case 2 -> Kind.ATIS;
      default ->
          throw window.wrong(
              15,
              "kind of events",
              "1 (DVS) or 2 (ATIS)",
              kind < KINDS.length
                  ? String.format(Locale.ROOT, "%d (%s)", kind, KINDS[kind])
                  : kind);
    };
  }

  /** Fields of byte 0. */
  private enum Kind {
    DVS(1, 0, 0, 0xFF, 127, 0),
    ATIS(2, 1, 1, 0xFC, 63, 3);

    final int timeShift;
    final int polarityShift;
    final int exposure; // this bit: not a change of brightness
    final int overflow; // all of these bits: no event
    final int overflowMicros;
    final int overflowTimes; // these bits: how often

    Kind(
        int timeShift,
        int polarityShift,
        int exposure,
        int overflow,
        int overflowMicros,
        int overflowTimes) {
      this.timeShift = timeShift;
      this.polarityShift = polarityShift;
      this.exposure = exposure;
      this.overflow = overflow;
      this.overflowMicros = overflowMicros;
      this.overflowTimes = overflowTimes;
    }

    long overflow(int first) {
      return overflowTimes == 0 ? overflowMicros : (long) overflowMicros * (first & overflowTimes);
    }
  }

  private static final class Events {

    private final ByteWindow window;
    private final Kind kind;
    private final SensorBounds bounds;
    private long time;

    Events(ByteWindow window, Kind kind, SensorBounds bounds) {
      this.window = window;
      this.kind = kind;
      this.bounds = bounds;
    }

    void decode(EventSink sink) throws IOException {
      EventBlock block = new EventBlock(sink);
      sink.expect(window.likelyRemaining() / EVENT_BYTES);
      while (window.has(1)) {
        window.has(EVENT_BYTES);
        int taken = decode(block);
        block.flush();
        if (taken == 0) {
          int rest = window.available();
          RecordingException cut =
              RecordingException.truncated(window.name(), window.offset(), EVENT_BYTES, rest);
          window.input().cut(rest, cut);
          taken = rest;
        }
        window.advance(taken);
      }
    }

    /** Decodes what is whole in the window, and gives the bytes taken. */
    private int decode(EventBlock block) throws RecordingException {
      byte[] bytes = window.bytes;
      int start = window.position();
      int limit = window.limit();
      long now = time;
      int size = 0;
      int at = start;
      while (at < limit && size < EventBlock.CAPACITY) {
        int first = bytes[at] & 0xFF;
        if ((first & kind.overflow) == kind.overflow) {
          now += kind.overflow(first);
          at++;
          continue;
        }
        if (at + EVENT_BYTES > limit) {
          break;
        }
        now += first >>> kind.timeShift;
        int x = ByteWindow.littleShort(bytes, at + 1);
        int y = ByteWindow.littleShort(bytes, at + 3);
        if (x >= bounds.width() || y >= bounds.height()) {
          bounds.stray(window.offset() + at - start, now, x, y);
          at += EVENT_BYTES;
          continue;
        }
        block.times[size] = now;
        block.xs[size] = (short) x;
        block.ys[size] = (short) y;
        block.polarities[size] = (byte) (first >>> kind.polarityShift & 1);
        size += (first & kind.exposure) ^ 1;
        at += EVENT_BYTES;
      }
      time = now;
      block.size = size;
      return at - start;
    }
  }
}
