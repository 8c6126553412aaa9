package io.cofire.data.recordings.prophesee;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.FixedWidth;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import java.util.Locale;

/**
 * The 8-byte little-endian records of DAT files: the time in microseconds as uint32, and a uint32
 * with x, y and polarity from its lowest bit upwards.
 *
 * <p>Times are continued to 64 bits: the first is taken as it is, and each other one as the time
 * nearest to the one before that has these bits, so that it goes on beyond 2^32 us (71.6 minutes).
 */
final class DatRecords implements FixedWidth.Records {

  static final int EVENT_BYTES = 8;

  /** Version 2: 14 bits x, 14 bits y, 4 bits polarity. */
  static final Layout VERSION_2 = new Layout(14, 14, 4);

  /** ATIS, and versions before 2: 9 bits x, 8 bits y, 1 bit polarity, and 14 bits of zero. */
  static final Layout ATIS = new Layout(9, 8, 1);

  private final SensorBounds bounds;
  private final Layout layout;
  private long latest;
  private boolean begun;

  DatRecords(SensorBounds bounds, Layout layout) {
    this.bounds = bounds;
    this.layout = layout;
  }

  /** Widths of the three fields in bits. */
  record Layout(int x, int y, int polarity) {

    SensorGeometry addressable() {
      return new SensorGeometry(1 << x, 1 << y);
    }

    /** Whether the polarity, with all above it, is 0 or 1. */
    boolean fits(int address) {
      return address >>> (x + y) < 2;
    }
  }

  @Override
  public void decode(byte[] bytes, int length, long offset, EventBlock block)
      throws RecordingException {
    int width = bounds.width();
    int height = bounds.height();
    int xMask = (1 << layout.x) - 1;
    int yMask = (1 << layout.y) - 1;
    int yShift = layout.x;
    int polarityShift = layout.x + layout.y;
    if (!begun && length > 0) {
      latest = ByteWindow.littleInt(bytes, 0) & 0xFFFF_FFFFL;
      begun = true;
    }
    long before = latest;
    int count = 0;
    for (int at = 0; at < length; at += EVENT_BYTES) {
      long word = ByteWindow.littleLong(bytes, at);
      int address = (int) (word >>> 32);
      int x = address & xMask;
      int y = address >>> yShift & yMask;
      int polarity = address >>> polarityShift;
      before += (int) word - (int) before;
      if (x >= width || y >= height || polarity > 1) {
        requirePolarity(offset + at, polarity);
        bounds.stray(offset + at, before, x, y);
        continue;
      }
      block.times[count] = before;
      block.xs[count] = (short) x;
      block.ys[count] = (short) y;
      block.polarities[count] = (byte) polarity;
      count++;
    }
    latest = before;
    block.size = count;
  }

  private void requirePolarity(long offset, int polarity) throws RecordingException {
    if (polarity > 1) {
      throw RecordingException.at(
          bounds.input().name(),
          offset,
          "unknown polarity",
          String.format(
              Locale.ROOT,
              "expected 0 or 1 in the bits from %d, found %d; another format may be stated by the option format",
              layout.x + layout.y,
              polarity));
    }
  }
}
