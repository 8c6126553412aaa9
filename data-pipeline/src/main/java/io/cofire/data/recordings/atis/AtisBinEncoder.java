package io.cofire.data.recordings.atis;

import io.cofire.data.events.EventStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Writes ATIS 40-bit events (layout at {@link AtisBinDecoder}). Each event is made as one 40-bit
 * number, by arithmetic on its fields and not by the decoder's shifts, so that each checks the
 * other.
 */
public final class AtisBinEncoder {

  private static final long TIME_RANGE = 8_388_608; // 2^23
  private static final long POLARITY_PLACE = 8_388_608;
  private static final long Y_PLACE = 16_777_216;
  private static final long X_PLACE = 4_294_967_296L;

  private AtisBinEncoder() {}

  /**
   * The bytes of a file.
   *
   * @param events in time order, times from 0, x below 256, y below 240
   * @throws IllegalArgumentException if the format cannot hold an event
   */
  public static byte[] encode(EventStream events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(5 * events.size());
    long base = 0;
    for (int i = 0; i < events.size(); i++) {
      long time = events.timesMicros()[i];
      requireFit(events, i, base);
      while (time - base >= TIME_RANGE) {
        put(out, 240 * Y_PLACE);
        base += 8_192;
      }
      put(
          out,
          events.xs()[i] * X_PLACE
              + events.ys()[i] * Y_PLACE
              + events.polarities()[i] * POLARITY_PLACE
              + (time - base));
    }
    return out.toByteArray();
  }

  private static void requireFit(EventStream events, int i, long base) {
    long time = events.timesMicros()[i];
    int x = events.xs()[i];
    int y = events.ys()[i];
    int polarity = events.polarities()[i];
    boolean fits = x >= 0 && x < 256 && y >= 0 && y < 240 && (polarity == 0 || polarity == 1);
    if (!fits || time < base) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot write event %d as ATIS 40-bit: time %d, x %d, y %d, polarity %d (expected time >= %d, x < 256, y < 240, polarity 0 or 1)",
              i,
              time,
              x,
              y,
              polarity,
              base));
    }
  }

  private static void put(ByteArrayOutputStream out, long word) {
    byte[] digits = BigInteger.valueOf(word).toByteArray(); // big-endian, shortest form
    for (int pad = digits.length; pad < 5; pad++) {
      out.write(0);
    }
    int skip = Math.max(0, digits.length - 5); // a sign byte where the top bit of x is set
    out.write(digits, skip, digits.length - skip);
  }
}
