package io.cofire.data.recordings.aedat;

import static io.cofire.data.recordings.BitWords.bits;

import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.BitWords;

/** Writers of AEDAT 1.0, 2.0 and 3.1 and of Event Stream; sensors of at most 128 x 128. */
public final class AedatEncoders {

  private static final int PACKET = 1000;

  private AedatEncoders() {}

  /** AEDAT 1.0 of a DVS128. */
  public static byte[] aedat1(EventStream events) {
    return addresses(new BitWords().text("#!AER-DAT1.0\r\n# AEChip: DVS128\r\n"), events, 0);
  }

  /** AEDAT 2.0 of a DVS128. */
  public static byte[] aedat2(EventStream events) {
    return addresses(new BitWords().text("#!AER-DAT2.0\r\n# AEChip: DVS128\r\n"), events, 16);
  }

  private static byte[] addresses(BitWords out, EventStream events, int more) {
    for (int i = 0; i < events.size(); i++) {
      out.big(
          "0".repeat(more + 1),
          bits(events.ys()[i], 7),
          bits(events.xs()[i], 7),
          bits(events.polarities()[i], 1),
          bits(events.timesMicros()[i] % 4_294_967_296L, 32));
    }
    return out.bytes();
  }

  /** AEDAT 3.1, with a packet of special events before each packet of polarity events. */
  public static byte[] aedat3(EventStream events) {
    BitWords out = new BitWords();
    out.text("#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n");
    for (int i = 0; i < events.size(); ) {
      long overflow = events.timesMicros()[i] / 2_147_483_648L;
      int end = i;
      while (end < events.size()
          && end < i + PACKET
          && events.timesMicros()[end] / 2_147_483_648L == overflow) {
        end++;
      }
      packet(out, 0, overflow, 1).little(bits(2, 32)).little(bits(0, 32));
      packet(out, 1, overflow, end - i);
      for (; i < end; i++) {
        out.little(
            bits(events.xs()[i], 15),
            bits(events.ys()[i], 15),
            bits(events.polarities()[i], 1),
            "1");
        out.little(bits(events.timesMicros()[i] % 2_147_483_648L, 32));
      }
    }
    return out.bytes();
  }

  private static BitWords packet(BitWords out, int type, long overflow, int events) {
    out.little(bits(type, 16)).little(bits(1, 16)).little(bits(8, 32)).little(bits(4, 32));
    out.little(bits(overflow, 32)).little(bits(events, 32));
    return out.little(bits(events, 32)).little(bits(events, 32));
  }

  /** Event Stream 2.0.0 of the kind DVS; events in time order. */
  public static byte[] eventStream(EventStream events) {
    BitWords out = new BitWords().text("Event Stream").big(bits(0x02000001, 32));
    out.little(bits(events.geometry().width(), 16)).little(bits(events.geometry().height(), 16));
    long time = 0;
    for (int i = 0; i < events.size(); i++) {
      for (; events.timesMicros()[i] - time >= 127; time += 127) {
        out.big("11111111");
      }
      out.big(bits(events.timesMicros()[i] - time, 7), bits(events.polarities()[i], 1));
      out.little(bits(events.xs()[i], 16)).little(bits(events.ys()[i], 16));
      time = events.timesMicros()[i];
    }
    return out.bytes();
  }
}
