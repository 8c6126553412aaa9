package io.cofire.data.recordings.prophesee;

import static io.cofire.data.recordings.BitWords.bits;

import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.BitWords;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Writers of Prophesee's RAW encodings; runs of neighbours become vectors where there are such. */
public final class EvtEncoders {

  private EvtEncoders() {}

  /** EVT 2.0. */
  public static byte[] evt2(EventStream events) {
    BitWords out = header("2.0", "EVT2;height=%d;width=%d", events);
    long high = -1;
    for (int i = 0; i < events.size(); i++) {
      long time = events.timesMicros()[i];
      if (time / 64 != high) {
        high = time / 64;
        out.little("1000", bits(high % 268_435_456, 28));
      }
      if (i % 100 == 7) {
        out.little("1010", bits(time % 64, 6), bits(0, 9), bits(6, 5), bits(0, 7), "1");
      }
      out.little(
          bits(events.polarities()[i], 4),
          bits(time % 64, 6),
          bits(events.xs()[i], 11),
          bits(events.ys()[i], 11));
    }
    return out.bytes();
  }

  /** EVT 2.1 with the lowest byte first. */
  public static byte[] evt21(EventStream events) {
    return evt21(events, header("2.1", "EVT21;endianness=little;height=%d;width=%d", events), 64);
  }

  /** EVT 2.1 with the upper half first. */
  public static byte[] evt21Legacy(EventStream events) {
    return evt21(events, header("2.1", "EVT21;height=%d;width=%d;endianness=legacy", events), 32);
  }

  private static byte[] evt21(EventStream events, BitWords out, int unit) {
    long high = -1;
    for (int i = 0; i < events.size(); ) {
      long time = events.timesMicros()[i];
      if (time / 64 != high) {
        high = time / 64;
        word(out, unit, "1000" + bits(high % 268_435_456, 28) + bits(0, 32));
      }
      NavigableSet<Integer> run = run(events, i, 32);
      StringBuilder valid = new StringBuilder();
      for (int k = 31; k >= 0; k--) {
        valid.append(run.contains(run.first() + k) ? '1' : '0');
      }
      word(
          out,
          unit,
          bits(events.polarities()[i], 4)
              + bits(time % 64, 6)
              + bits(run.first(), 11)
              + bits(events.ys()[i], 11)
              + valid);
      i += run.size();
    }
    return out.bytes();
  }

  private static void word(BitWords out, int unit, String word) {
    for (int i = 0; i < word.length(); i += unit) {
      out.little(word.substring(i, i + unit));
    }
  }

  /** EVT 3.0. */
  public static byte[] evt3(EventStream events) {
    BitWords out = header("3.0", "EVT3;height=%d;width=%d", events);
    long sent = -1;
    int row = -1;
    for (int i = 0; i < events.size(); ) {
      long time = events.timesMicros()[i];
      if (sent < 0 || time / 4096 != sent / 4096) {
        out.little("1000", bits(time / 4096 % 4096, 12));
      }
      if (time != sent) {
        out.little("0110", bits(time % 4096, 12));
      }
      sent = time;
      if (events.ys()[i] != row) {
        row = events.ys()[i];
        out.little("0000", bits(i % 2, 1), bits(row, 11)); // bit 11: which camera sent it
      }
      if (i % 100 == 7) {
        out.little("1010", bits(6, 4), bits(0, 7), "1");
      }
      NavigableSet<Integer> run = run(events, i, 44);
      vectors(out, run, events.polarities()[i]);
      i += run.size();
    }
    return out.bytes();
  }

  private static void vectors(BitWords out, NavigableSet<Integer> run, int polarity) {
    if (run.size() == 1) {
      out.little("0010", bits(polarity, 1), bits(run.first(), 11));
      return;
    }
    out.little("0011", bits(polarity, 1), bits(run.first(), 11));
    for (int at = run.first(); at <= run.last(); ) {
      int width = run.last() - at < 8 ? 8 : 12;
      StringBuilder valid = new StringBuilder();
      for (int k = width - 1; k >= 0; k--) {
        valid.append(run.contains(at + k) ? '1' : '0');
      }
      out.little(width == 8 ? "01010000" : "0100", valid.toString());
      at += width;
    }
  }

  /** The columns of the events from i on that differ from event i in x alone, ascending. */
  private static NavigableSet<Integer> run(EventStream events, int i, int span) {
    NavigableSet<Integer> xs = new TreeSet<>();
    xs.add((int) events.xs()[i]);
    for (int k = i + 1; k < events.size(); k++) {
      int x = events.xs()[k];
      boolean neighbour =
          events.timesMicros()[k] == events.timesMicros()[i]
              && events.ys()[k] == events.ys()[i]
              && events.polarities()[k] == events.polarities()[i]
              && x > xs.last()
              && x < xs.first() + span;
      if (!neighbour) {
        break;
      }
      xs.add(x);
    }
    return xs;
  }

  private static BitWords header(String version, String format, EventStream events) {
    int height = events.geometry().height();
    int width = events.geometry().width();
    return new BitWords()
        .text("% camera_integrator_name Prophesee\n% evt " + version + "\n% format ")
        .text(format.formatted(height, width))
        .text("\n%% geometry %dx%d\n%% end\n".formatted(width, height));
  }
}
