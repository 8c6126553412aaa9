package io.cofire.data.recordings.prophesee;

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
 * Prophesee EVT 3.0, {@code .raw}: a text header, then 16-bit little-endian words that each change
 * a part of the decoder's state, type in bits 15..12.
 *
 * <pre>
 * 0 y                bits 10..0
 * 2 one event        bits 10..0 x, bit 11 polarity (1 = ON)
 * 3 start of vectors bits 10..0 x, bit 11 polarity
 * 4 vector of 12     bit k set = an event at x + k; afterwards x += 12
 * 5 vector of 8      the same with 8
 * 6 time low         bits 11..0 = time bits 11..0, microseconds
 * 8 time high        bits 11..0 = time bits 23..12
 * </pre>
 *
 * <p>The time is the latest high and the latest low part; a low part that falls does not carry by
 * itself, because every carry is sent as a high part. Words of other types (triggers and what
 * cameras add) are skipped, and so are events before the first time high, the first y and, of
 * vectors, the first start: their time or place is unknown.
 */
final class Evt3Decoder implements RecordingDecoder {

  private static final int WORD_BYTES = 2;
  private static final int VECTOR = 12;
  private static final int BEYOND = 1 << 16; // no sensor is as wide; vectors without end stay here
  private static final int HIGH = 1;
  private static final int ROW = 2;
  private static final int BASE = 4;
  private static final EvtEncoding ENCODING =
      new EvtEncoding("evt3", WORD_BYTES, 1, 0b1111_1101 | EvtEncoding.SERVICE_TYPES);

  @Override
  public String format() {
    return ENCODING.format();
  }

  @Override
  public Endings endings() {
    return EvtEncoding.ENDINGS;
  }

  @Override
  public String looksLike() {
    return EvtEncoding.ENDINGS + " with % evt 3.0";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return ENCODING.accepts(fileName, head);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = ENCODING.open(input, options);
    FixedWidth.decode(input, WORD_BYTES, new State(SensorBounds.of(input, sensor)), sink);
    return sensor;
  }

  private static final class State implements FixedWidth.Records {

    private final SensorBounds bounds;
    private final HighTime highTime = new HighTime(12, 12);
    private int known; // which parts have been sent: HIGH, ROW, BASE
    private long high;
    private int low;
    private int x;
    private int y;
    private int polarity;

    State(SensorBounds bounds) {
      this.bounds = bounds;
    }

    @Override
    public void decode(byte[] bytes, int length, long offset, EventBlock block)
        throws RecordingException {
      for (int at = 0; at < length; at += WORD_BYTES) {
        int word = ByteWindow.littleShort(bytes, at);
        int value = word & 0xFFF;
        switch (word >>> 12) {
          case 0 -> {
            y = word & 0x7FF;
            known |= ROW;
          }
          case 2 -> event(value, offset + at, block);
          case 3 -> {
            x = word & 0x7FF;
            polarity = word >>> 11 & 1;
            known |= BASE;
          }
          case 4 -> {
            vector(value, offset + at, block);
            x = Math.min(x + 12, BEYOND);
          }
          case 5 -> {
            vector(word & 0xFF, offset + at, block);
            x = Math.min(x + 8, BEYOND);
          }
          case 6 -> low = value;
          case EvtEncoding.TIME_HIGH -> {
            high = highTime.advance(value);
            known |= HIGH;
          }
          default -> {} // no event
        }
      }
    }

    private void event(int value, long offset, EventBlock block) throws RecordingException {
      if ((known & (HIGH | ROW)) != (HIGH | ROW)) {
        return;
      }
      int at = value & 0x7FF;
      if (at >= bounds.width() || y >= bounds.height()) {
        bounds.stray(offset, high + low, at, y);
        return;
      }
      block.add(high + low, at, y, value >>> 11);
    }

    private void vector(int bits, long offset, EventBlock block) throws RecordingException {
      if (known != (HIGH | ROW | BASE) || bits == 0) {
        return;
      }
      int valid = bits;
      int last = x + 31 - Integer.numberOfLeadingZeros(bits);
      if (last >= bounds.width() || y >= bounds.height()) {
        valid = EvtEncoding.inside(bounds, offset, high + low, x, y, bits);
      }
      if (block.room() < VECTOR) {
        block.flush();
      }
      int count = block.size;
      for (int left = valid; left != 0; left &= left - 1) {
        block.times[count] = high + low;
        block.xs[count] = (short) (x + Integer.numberOfTrailingZeros(left));
        block.ys[count] = (short) y;
        block.polarities[count] = (byte) polarity;
        count++;
      }
      block.size = count;
    }
  }
}
