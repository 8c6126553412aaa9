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
 * Prophesee EVT 2.0, {@code .raw}: a text header, then 32-bit little-endian words, type in bits
 * 31..28.
 *
 * <pre>
 * 0 OFF event, 1 ON event   bits 27..22 time bits 5..0, bits 21..11 x, bits 10..0 y
 * 8 time high               bits 27..0  time bits 33..6, microseconds
 * </pre>
 *
 * <p>Words of other types (triggers and what cameras add) are skipped, and so are events before the
 * first time high: their time is unknown.
 */
final class Evt2Decoder implements RecordingDecoder {

  private static final int WORD_BYTES = 4;
  private static final EvtEncoding ENCODING =
      new EvtEncoding("evt2", WORD_BYTES, 3, 0b11 | EvtEncoding.SERVICE_TYPES);

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
    return EvtEncoding.ENDINGS + " with % evt 2.0";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return ENCODING.accepts(fileName, head);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = ENCODING.open(input, options);
    FixedWidth.decode(input, WORD_BYTES, new WordsOf(SensorBounds.of(input, sensor)), sink);
    return sensor;
  }

  private static final class WordsOf implements FixedWidth.Records {

    private final SensorBounds bounds;
    private final HighTime highTime = new HighTime(28, 6);
    private long high = -1;

    WordsOf(SensorBounds bounds) {
      this.bounds = bounds;
    }

    @Override
    public void decode(byte[] bytes, int length, long offset, EventBlock block)
        throws RecordingException {
      int width = bounds.width();
      int height = bounds.height();
      long base = high;
      int count = 0;
      for (int at = 0; at < length; at += WORD_BYTES) {
        int word = ByteWindow.littleInt(bytes, at);
        int type = word >>> 28;
        if (type <= 1 && base >= 0) {
          int x = word >>> 11 & 0x7FF;
          int y = word & 0x7FF;
          if (x >= width || y >= height) {
            bounds.stray(offset + at, base + (word >>> 22 & 0x3F), x, y);
            continue;
          }
          block.times[count] = base + (word >>> 22 & 0x3F);
          block.xs[count] = (short) x;
          block.ys[count] = (short) y;
          block.polarities[count] = (byte) type;
          count++;
        } else if (type == EvtEncoding.TIME_HIGH) {
          base = highTime.advance(word & 0xFFF_FFFF);
        }
      }
      high = base;
      block.size = count;
    }
  }
}
