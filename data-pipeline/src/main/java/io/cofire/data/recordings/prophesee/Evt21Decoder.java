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
 * Prophesee EVT 2.1, {@code .raw}: a text header, then 64-bit words, type in bits 63..60.
 *
 * <pre>
 * 0 OFF events, 1 ON events   bits 59..54 time bits 5..0, bits 53..43 x, bits 42..32 y,
 *                             bits 31..0  bit k set = an event at (x + k, y)
 * 8 time high                 bits 59..32 time bits 33..6, microseconds
 * </pre>
 *
 * <p>Words of other types are skipped, and so are events before the first time high: their time is
 * unknown. Cameras differ in the order of the bytes, see {@link Order}.
 */
final class Evt21Decoder implements RecordingDecoder {

  private static final int WORD_BYTES = 8;
  private static final int VECTOR = 32;

  private final Order order;
  private final EvtEncoding encoding;

  Evt21Decoder(Order order) {
    this.order = order;
    this.encoding =
        new EvtEncoding("evt21", WORD_BYTES, order.typeByte, 0b11 | EvtEncoding.SERVICE_TYPES);
  }

  /** How the bytes of a word are sent. */
  enum Order {
    /** The lowest byte first, as GenX320 does. */
    LITTLE("evt21", 7),
    /** The upper half before the lower, each with its lowest byte first, as IMX636 does. */
    LEGACY("evt21-legacy", 3);

    private final String format;
    private final int typeByte;

    Order(String format, int typeByte) {
      this.format = format;
      this.typeByte = typeByte;
    }
  }

  @Override
  public String format() {
    return order.format;
  }

  @Override
  public Endings endings() {
    return EvtEncoding.ENDINGS;
  }

  @Override
  public String looksLike() {
    return EvtEncoding.ENDINGS
        + (order == Order.LITTLE ? " with % evt 2.1" : " with endianness=legacy");
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    if (!encoding.accepts(fileName, head)) {
      return false;
    }
    PercentHeader header = PercentHeader.of(head).orElseThrow();
    return header
        .endianness()
        .map(stated -> stated.equals("legacy") == (order == Order.LEGACY))
        .orElseGet(() -> encoding.plausible(head, (int) header.bytes()));
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = encoding.open(input, options);
    FixedWidth.decode(
        input,
        WORD_BYTES,
        new Vectors(SensorBounds.of(input, sensor), order == Order.LEGACY ? Integer.SIZE : 0),
        sink);
    return sensor;
  }

  private static final class Vectors implements FixedWidth.Records {

    private final SensorBounds bounds;
    private final int rotation;
    private final HighTime highTime = new HighTime(28, 6);
    private long high = -1;

    Vectors(SensorBounds bounds, int rotation) {
      this.bounds = bounds;
      this.rotation = rotation;
    }

    @Override
    public void decode(byte[] bytes, int length, long offset, EventBlock block)
        throws RecordingException {
      for (int at = 0; at < length; at += WORD_BYTES) {
        long word = Long.rotateLeft(ByteWindow.littleLong(bytes, at), rotation);
        int type = (int) (word >>> 60);
        if (type <= 1 && high >= 0) {
          events(word, type, offset + at, block);
        } else if (type == EvtEncoding.TIME_HIGH) {
          high = highTime.advance(word >>> 32 & 0xFFF_FFFF);
        }
      }
    }

    private void events(long word, int polarity, long offset, EventBlock block)
        throws RecordingException {
      int valid = (int) word;
      if (valid == 0) {
        return;
      }
      int x = (int) (word >>> 43) & 0x7FF;
      int y = (int) (word >>> 32) & 0x7FF;
      int last = x + VECTOR - 1 - Integer.numberOfLeadingZeros(valid);
      long time = high + (word >>> 54 & 0x3F);
      if (last >= bounds.width() || y >= bounds.height()) {
        valid = EvtEncoding.inside(bounds, offset, time, x, y, valid);
      }
      if (block.room() < VECTOR) {
        block.flush();
      }
      int count = block.size;
      for (; valid != 0; valid &= valid - 1) {
        block.times[count] = time;
        block.xs[count] = (short) (x + Integer.numberOfTrailingZeros(valid));
        block.ys[count] = (short) y;
        block.polarities[count] = (byte) polarity;
        count++;
      }
      block.size = count;
    }
  }
}
