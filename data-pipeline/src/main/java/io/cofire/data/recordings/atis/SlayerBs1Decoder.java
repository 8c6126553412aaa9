package io.cofire.data.recordings.atis;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;

/**
 * SLAYER's one-dimensional 40-bit events, {@code .bs1}, as of a silicon cochlea: no header, 5 bytes
 * an event, most significant bit first.
 *
 * <pre>
 * bits 39..24   channel: x; y is 0
 * bit  23       polarity, 1 = ON
 * bits 22..0    time in microseconds
 * </pre>
 *
 * <p>The recording becomes one row of pixels: a stated sensor has the height 1, and without one the
 * row has all 65,536 channels.
 */
final class SlayerBs1Decoder extends SlayerDecoder {

  private static final int EVENT_BYTES = 5;
  private static final SensorGeometry ADDRESSABLE = new SensorGeometry(65_536, 1);

  SlayerBs1Decoder() {
    super("bs1", EVENT_BYTES, ADDRESSABLE);
  }

  @Override
  void records(SensorBounds bounds, byte[] bytes, int length, long offset, EventBlock block)
      throws RecordingException {
    int width = bounds.width();
    int count = 0;
    for (int at = 0; at < length; at += EVENT_BYTES) {
      long word = ByteWindow.bigLong(bytes, at) >>> 24;
      int x = (int) (word >>> 24);
      if (x >= width) {
        bounds.stray(offset + at, word & 0x7F_FFFF, x, 0);
        continue;
      }
      block.times[count] = word & 0x7F_FFFF;
      block.xs[count] = (short) x;
      block.ys[count] = 0;
      block.polarities[count] = (byte) (word >>> 23 & 1);
      count++;
    }
    block.size = count;
  }
}
