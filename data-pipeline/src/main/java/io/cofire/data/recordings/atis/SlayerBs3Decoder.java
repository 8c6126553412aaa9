package io.cofire.data.recordings.atis;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;

/**
 * SLAYER's 56-bit events, {@code .bs3}: no header, 7 bytes an event, most significant bit first.
 *
 * <pre>
 * bits 55..44   x
 * bits 43..32   y
 * bits 31..24   channel: polarity, 1 = ON
 * bits 23..0    time in microseconds
 * </pre>
 *
 * <p>The format ends at 16.8 s. Events of a third channel are an error: frames have two.
 */
final class SlayerBs3Decoder extends SlayerDecoder {

  private static final int EVENT_BYTES = 7;
  private static final SensorGeometry ADDRESSABLE = new SensorGeometry(4096, 4096);

  SlayerBs3Decoder() {
    super("bs3", EVENT_BYTES, ADDRESSABLE);
  }

  @Override
  void records(SensorBounds bounds, byte[] bytes, int length, long offset, EventBlock block)
      throws RecordingException {
    int width = bounds.width();
    int height = bounds.height();
    int count = 0;
    for (int at = 0; at < length; at += EVENT_BYTES) {
      long word = ByteWindow.bigLong(bytes, at) >>> 8;
      int x = (int) (word >>> 44);
      int y = (int) (word >>> 32) & 0xFFF;
      int channel = (int) (word >>> 24) & 0xFF;
      if (x >= width || y >= height) {
        bounds.stray(offset + at, word & 0xFF_FFFF, x, y);
        continue;
      }
      if (channel > 1) {
        throw RecordingException.at(
            bounds.input().name(),
            offset + at,
            "unknown channel",
            "expected 0 or 1, found " + channel);
      }
      block.times[count] = word & 0xFF_FFFF;
      block.xs[count] = (short) x;
      block.ys[count] = (short) y;
      block.polarities[count] = (byte) channel;
      count++;
    }
    block.size = count;
  }
}
