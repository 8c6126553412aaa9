package io.cofire.data.recordings.aedat;

import io.cofire.data.events.EventStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes AEDAT 3.1 as cAER writes a DVS128: the text header, a packet with the special event that
 * resets the time, then polarity events in packets (layout at {@link Aedat3Decoder}). Fields are
 * placed by multiplication, so that encoder and decoder check each other.
 */
public final class Aedat31Encoder {

  private static final String HEADER =
      """
      #!AER-DAT3.1\r
      #Format: RAW\r
      #Source 1: DVS128\r
      #Start-Time: 2000-01-01 00:00:00 (TZ+0000)\r
      #!END-HEADER\r
      """;
  private static final int SIDE = 128;
  private static final int PACKET_EVENTS = 4096;
  private static final int EVENT_BYTES = 8;
  private static final int HEADER_BYTES = 28;
  private static final short SPECIAL = 0;
  private static final short POLARITY = 1;
  private static final int TIME_RESET = 3; // special type 1, valid
  private static final long TIME_RANGE = 2_147_483_648L; // 2^31
  private static final int X_PLACE = 131_072;
  private static final int Y_PLACE = 4;
  private static final int POLARITY_PLACE = 2;

  private Aedat31Encoder() {}

  /**
   * The bytes of a file.
   *
   * @param events times from 0, x and y below 128
   * @throws IllegalArgumentException if the format or the sensor cannot hold an event
   */
  public static byte[] encode(EventStream events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(200 + events.size() * (EVENT_BYTES + 1));
    out.writeBytes(HEADER.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(timeReset());
    int from = 0;
    while (from < events.size()) {
      int to = packetEnd(events, from);
      out.writeBytes(polarityPacket(events, from, to));
      from = to;
    }
    return out.toByteArray();
  }

  /** A packet ends when it is full and where the overflow of its times changes. */
  private static int packetEnd(EventStream events, int from) {
    long overflow = events.timesMicros()[from] / TIME_RANGE;
    int most = Math.min(events.size(), from + PACKET_EVENTS);
    int to = from + 1;
    while (to < most && events.timesMicros()[to] / TIME_RANGE == overflow) {
      to++;
    }
    return to;
  }

  private static byte[] timeReset() {
    byte[] bytes = new byte[HEADER_BYTES + EVENT_BYTES];
    begin(bytes, SPECIAL, 1, 0).putInt(TIME_RESET).putInt(0);
    return bytes;
  }

  private static byte[] polarityPacket(EventStream events, int from, int to) {
    byte[] bytes = new byte[HEADER_BYTES + (to - from) * EVENT_BYTES];
    int overflow = Math.toIntExact(events.timesMicros()[from] / TIME_RANGE);
    ByteBuffer packet = begin(bytes, POLARITY, to - from, overflow);
    for (int i = from; i < to; i++) {
      requireFit(events, i);
      int place = events.xs()[i] * X_PLACE + events.ys()[i] * Y_PLACE;
      packet.putInt(place + events.polarities()[i] * POLARITY_PLACE + 1);
      packet.putInt((int) (events.timesMicros()[i] % TIME_RANGE));
    }
    return bytes;
  }

  private static ByteBuffer begin(byte[] bytes, short type, int events, int overflow) {
    ByteBuffer packet = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    packet.putShort(type).putShort((short) 1).putInt(EVENT_BYTES).putInt(4).putInt(overflow);
    return packet.putInt(events).putInt(events).putInt(events);
  }

  private static void requireFit(EventStream events, int i) {
    long time = events.timesMicros()[i];
    int x = events.xs()[i];
    int y = events.ys()[i];
    int polarity = events.polarities()[i];
    boolean inside = x >= 0 && x < SIDE && y >= 0 && y < SIDE;
    if (!inside || time < 0 || (polarity != 0 && polarity != 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot write event %d as AEDAT 3.1: time %d, x %d, y %d, polarity %d (expected time >= 0, x and y below 128, polarity 0 or 1)",
              i,
              time,
              x,
              y,
              polarity));
    }
  }
}
