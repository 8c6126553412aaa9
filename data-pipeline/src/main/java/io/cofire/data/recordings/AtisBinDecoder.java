package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;

/**
 * ATIS 40-bit events, {@code .bin} of N-MNIST and N-Caltech101 (Orchard 2015) and {@code .bs2} of
 * SLAYER: no header, 5 bytes an event, most significant first.
 *
 * <pre>
 * byte 0   x
 * byte 1   y; 240 marks a time overflow instead of an event
 * byte 2   bit 7 polarity (1 = ON), bits 6..0 time bits 22..16
 * byte 3   time bits 15..8
 * byte 4   time bits 7..0, microseconds
 * </pre>
 *
 * <p>An overflow adds 2^13 us to every later time and is itself no event.
 */
final class AtisBinDecoder implements RecordingDecoder {

  static final int EVENT_BYTES = 5;
  static final int OVERFLOW_Y = 240;
  static final long OVERFLOW_MICROS = 1L << 13;

  private static final int BLOCK = 4096;
  private static final SensorGeometry ADDRESSABLE = new SensorGeometry(256, OVERFLOW_Y);

  @Override
  public String format() {
    return "atis-bin";
  }

  @Override
  public String looksLike() {
    return "*.bin, *.bs2";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return fileName.endsWith(".bin") || fileName.endsWith(".bs2");
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = options.sensor().orElse(ADDRESSABLE);
    Block block = new Block(input.name(), sensor);
    byte[] bytes = new byte[EVENT_BYTES * BLOCK];
    long offset = 0;
    int read;
    while ((read = input.fill(bytes)) > 0) {
      int count = block.decode(bytes, read, offset);
      sink.accept(block.times, block.xs, block.ys, block.polarities, count);
      int rest = read % EVENT_BYTES;
      if (rest != 0) {
        throw RecordingException.truncated(input.name(), offset + read - rest, EVENT_BYTES, rest);
      }
      offset += read;
    }
    return sensor;
  }

  /** Columns of one block and the overflow time that goes from block to block. */
  private static final class Block {
    final long[] times = new long[BLOCK];
    final short[] xs = new short[BLOCK];
    final short[] ys = new short[BLOCK];
    final byte[] polarities = new byte[BLOCK];

    private final String name;
    private final SensorGeometry sensor;
    private long overflow;

    Block(String name, SensorGeometry sensor) {
      this.name = name;
      this.sensor = sensor;
    }

    int decode(byte[] bytes, int read, long offset) throws RecordingException {
      int width = sensor.width();
      int height = sensor.height();
      int count = 0;
      for (int at = 0; at + EVENT_BYTES <= read; at += EVENT_BYTES) {
        int x = bytes[at] & 0xFF;
        int y = bytes[at + 1] & 0xFF;
        if (y == OVERFLOW_Y) {
          overflow += OVERFLOW_MICROS;
          continue;
        }
        if (x >= width || y >= height) {
          throw new RecordingException(
              name,
              "event outside the sensor at byte %d (expected x < %d and y < %d, found x %d and y %d)"
                  .formatted(offset + at, width, height, x, y));
        }
        int high = bytes[at + 2];
        times[count] =
            overflow + ((high & 0x7F) << 16 | (bytes[at + 3] & 0xFF) << 8 | (bytes[at + 4] & 0xFF));
        xs[count] = (short) x;
        ys[count] = (short) y;
        polarities[count] = (byte) (high >>> 7 & 1);
        count++;
      }
      return count;
    }
  }
}
