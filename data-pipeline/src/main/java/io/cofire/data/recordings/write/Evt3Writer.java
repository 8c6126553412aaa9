package io.cofire.data.recordings.write;

import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Prophesee EVT 3.0: a text header, then 16-bit words with a type in bits 15..12: 0 row, 2 event
 * (x, polarity in bit 11), 6 time bits 11..0, 8 time bits 23..12.
 *
 * <p>The clock wraps every 16.8 s. Readers that see each value of its upper part count the wraps:
 * where time goes on, none is left out, at the start neither, whatever the gap. A time low follows
 * each time high, because readers differ in what they make of the old one.
 */
final class Evt3Writer extends RecordingWriter {

  private static final int ROW = 0;
  private static final int EVENT = 2 << 12;
  private static final int TIME_LOW = 6 << 12;
  private static final int TIME_HIGH = 8 << 12;
  private static final int HALF = 12; // bits of each part of the time
  private static final int MASK = (1 << HALF) - 1;

  /** Half of the clock's range: a reader takes a longer way back for one on. */
  private static final long MOST_BACK = 1L << 23;

  private final LittleBytes out;
  private final ClockLimits limits;
  private boolean begun;
  private long time;
  private int row = -1;

  Evt3Writer(String place, SensorGeometry sensor, OutputStream out) throws IOException {
    this.out = new LittleBytes(out);
    this.limits = new ClockLimits(place, "EVT3 has a clock of 24 bits", MOST_BACK);
    this.out.ascii(
        String.format(
            Locale.ROOT,
            "%% evt 3.0\n%% format EVT3;height=%d;width=%d\n%% geometry %dx%d\n%% end\n",
            sensor.height(),
            sensor.width(),
            sensor.width(),
            sensor.height()));
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      if (!begun || times[i] != time) {
        advance(times[i]);
      }
      int y = ys[i] & 0x7FF;
      if (y != row) {
        out.putShort(ROW | y);
        row = y;
      }
      out.putShort(EVENT | (polarities[i] << 11) | (xs[i] & 0x7FF));
    }
  }

  private void advance(long next) throws IOException {
    boolean first = !begun;
    if (first) {
      limits.requireFirst(next);
      begun = true;
    } else {
      limits.requireStep(time, next);
    }
    long high = next >> HALF;
    long from = first ? 0 : (time >> HALF) + 1;
    for (long passed = from; passed < high; passed++) {
      out.putShort(TIME_HIGH | ((int) passed & MASK));
    }
    if (first || high != time >> HALF) {
      out.putShort(TIME_HIGH | ((int) high & MASK));
    }
    out.putShort(TIME_LOW | ((int) next & MASK));
    time = next;
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
