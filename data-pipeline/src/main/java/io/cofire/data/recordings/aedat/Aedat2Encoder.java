package io.cofire.data.recordings.aedat;

import io.cofire.data.events.EventStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes AEDAT 2.0 of a DVS128, without the chip's name in the header as in CIFAR10-DVS (layout at
 * {@link Aedat2Decoder} and {@link AddressLayout}). Fields are placed by multiplication, so that
 * encoder and decoder check each other.
 */
public final class Aedat2Encoder {

  private static final String HEADER =
      """
      #!AER-DAT2.0\r
      # int32 address, int32 timestamp in microseconds, big-endian\r
      """;
  private static final int SIDE = 128;
  private static final int EVENT_BYTES = 8;
  private static final long TIME_RANGE = 4_294_967_296L; // 2^32
  private static final int X_PLACE = 2;
  private static final int Y_PLACE = 256;

  private Aedat2Encoder() {}

  /**
   * The bytes of a file.
   *
   * @param events as stored: bit 0 of an address is the polarity as it is here; times from 0 below
   *     2^32, x and y below 128
   * @throws IllegalArgumentException if the format or the sensor cannot hold an event
   */
  public static byte[] encode(EventStream events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(100 + events.size() * EVENT_BYTES);
    out.writeBytes(HEADER.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer records = ByteBuffer.allocate(events.size() * EVENT_BYTES);
    for (int i = 0; i < events.size(); i++) {
      requireFit(events, i);
      records.putInt(events.ys()[i] * Y_PLACE + events.xs()[i] * X_PLACE + events.polarities()[i]);
      records.putInt((int) events.timesMicros()[i]);
    }
    out.writeBytes(records.array());
    return out.toByteArray();
  }

  private static void requireFit(EventStream events, int i) {
    long time = events.timesMicros()[i];
    int x = events.xs()[i];
    int y = events.ys()[i];
    int polarity = events.polarities()[i];
    boolean inside = x >= 0 && x < SIDE && y >= 0 && y < SIDE;
    if (!inside || time < 0 || time >= TIME_RANGE || (polarity != 0 && polarity != 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot write event %d as AEDAT 2.0: time %d, x %d, y %d, polarity %d (expected time in 0..2^32-1, x and y below 128, polarity 0 or 1)",
              i,
              time,
              x,
              y,
              polarity));
    }
  }
}
