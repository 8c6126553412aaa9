package io.cofire.data.recordings.atis;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.FixedWidth;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
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
 * <p>An overflow adds 2^13 us to every later time and is itself no event. Without a stated sensor
 * the field is all that the bytes can say, 256 x 240: that of N-MNIST is 34 x 34, and that of
 * N-Caltech101 differs from recording to recording.
 */
final class AtisBinDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("bin", "bs2");

  static final int EVENT_BYTES = 5;
  static final int OVERFLOW_Y = 240;
  static final long OVERFLOW_MICROS = 1L << 13;

  private static final SensorGeometry ADDRESSABLE = new SensorGeometry(256, OVERFLOW_Y);

  @Override
  public String format() {
    return "atis-bin";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS.toString();
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return ENDINGS.end(fileName);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = options.sensor().orElse(ADDRESSABLE);
    FixedWidth.decode(input, EVENT_BYTES, new Records(SensorBounds.of(input, sensor)), sink);
    return sensor;
  }

  private static final class Records implements FixedWidth.Records {

    private final SensorBounds bounds;
    private long overflow;

    Records(SensorBounds bounds) {
      this.bounds = bounds;
    }

    @Override
    public void decode(byte[] bytes, int length, long offset, EventBlock block)
        throws RecordingException {
      int width = bounds.width();
      int height = bounds.height();
      long base = overflow;
      int count = 0;
      for (int at = 0; at < length; at += EVENT_BYTES) {
        long word = ByteWindow.bigLong(bytes, at);
        int x = (int) (word >>> 56);
        int y = (int) (word >>> 48) & 0xFF;
        if (y == OVERFLOW_Y) {
          base += OVERFLOW_MICROS;
          continue;
        }
        if (x >= width || y >= height) {
          bounds.stray(offset + at, base + (word >>> 24 & 0x7F_FFFF), x, y);
          continue;
        }
        block.times[count] = base + (word >>> 24 & 0x7F_FFFF);
        block.xs[count] = (short) x;
        block.ys[count] = (short) y;
        block.polarities[count] = (byte) (word >>> 47 & 1);
        count++;
      }
      overflow = base;
      block.size = count;
    }
  }
}
