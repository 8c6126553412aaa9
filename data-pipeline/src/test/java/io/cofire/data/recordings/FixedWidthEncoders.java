package io.cofire.data.recordings;

import static io.cofire.data.recordings.BitWords.bits;

import io.cofire.data.events.EventStream;

/** Writers of formats whose events are records of one width. */
public final class FixedWidthEncoders {

  private FixedWidthEncoders() {}

  /** SLAYER 56-bit; times below 2^24. */
  public static byte[] bs3(EventStream events) {
    BitWords out = new BitWords();
    for (int i = 0; i < events.size(); i++) {
      out.big(
          bits(events.xs()[i], 12),
          bits(events.ys()[i], 12),
          bits(events.polarities()[i], 8),
          bits(events.timesMicros()[i], 24));
    }
    return out.bytes();
  }

  /** SLAYER 1-D; times below 2^23. */
  public static byte[] bs1(EventStream events) {
    BitWords out = new BitWords();
    for (int i = 0; i < events.size(); i++) {
      out.big(
          bits(events.xs()[i] & 0xFFFF, 16),
          bits(events.polarities()[i], 1),
          bits(events.timesMicros()[i], 23));
    }
    return out.bytes();
  }

  /** ATIS td.dat without header. */
  public static byte[] td(EventStream events) {
    return records(new BitWords(), events, 14, 1, 8, 9);
  }

  /** DAT version 1: a header, then the records of td.dat. */
  public static byte[] dat1(EventStream events) {
    BitWords out = new BitWords().text("% Data file containing CD events\n% Version 1\n");
    return records(out.big(bits(0, 8), bits(8, 8)), events, 14, 1, 8, 9);
  }

  /** DAT version 2 with the size of the sensor. */
  public static byte[] dat2(EventStream events) {
    BitWords out =
        new BitWords()
            .text(
                "% Data file containing CD events\n% Version 2\n% Date 2020-09-14 14:18:29\n% Width %d\n% Height %d\n"
                    .replace("% Width %d", "% Width " + events.geometry().width())
                    .replace("% Height %d", "% Height " + events.geometry().height()));
    return records(out.big(bits(12, 8), bits(8, 8)), events, 0, 4, 14, 14);
  }

  private static byte[] records(
      BitWords out, EventStream events, int zero, int polarity, int y, int x) {
    for (int i = 0; i < events.size(); i++) {
      out.little(bits(events.timesMicros()[i] % 4_294_967_296L, 32));
      out.little(
          zero == 0 ? "" : bits(0, zero),
          bits(events.polarities()[i], polarity),
          bits(events.ys()[i], y),
          bits(events.xs()[i], x));
    }
    return out.bytes();
  }
}
