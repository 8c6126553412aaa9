package io.cofire.data.recordings.write;

import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Prophesee DAT of version 2: lines {@code % ...}, the event type 12 and size 8, then for each
 * event the lowest 32 bits of its time in microseconds, and x, y, polarity in 14, 14 and 4 bits.
 */
final class DatWriter extends RecordingWriter {

  private static final int CHANGE_DETECTION = 12;
  private static final int EVENT_BYTES = 8;

  private final LittleBytes out;
  private final ClockLimits limits;
  private long before = -1;

  DatWriter(String place, SensorGeometry sensor, OutputStream out) throws IOException {
    this.out = new LittleBytes(out);
    this.limits = new ClockLimits(place, "DAT has a clock of 32 bits", 1L << 31);
    this.out.ascii(
        String.format(
            Locale.ROOT,
            "%% Data file containing CD events.\n%% Version 2\n%% Width %d\n%% Height %d\n",
            sensor.width(),
            sensor.height()));
    this.out.putByte(CHANGE_DETECTION);
    this.out.putByte(EVENT_BYTES);
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      long time = times[i];
      if (before < 0) {
        limits.requireFirst(time);
      } else {
        limits.requireStep(before, time);
      }
      before = time;
      long address = (xs[i] & 0x3FFF) | ((ys[i] & 0x3FFF) << 14) | (polarities[i] << 28);
      out.putLong((time & 0xFFFF_FFFFL) | (address << 32));
    }
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
