package io.cofire.data.recordings.prophesee;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A time is the nearest to the one before that has its bits: around a wrap of the clock too. */
class WrappedClocksTest {

  private static final DecodeOptions NONE = DecodeOptions.none();

  @Test
  void datGoesOnBeyond32BitsAndStepsBackAcrossThem() throws IOException {
    byte[] file =
        bytes(
            "% Version 2\n% end\n",
            0, 8, dat(4_294_967_290L), dat(4), dat(4_294_967_292L), dat(9), dat(2));
    assertThat(events("a.dat", file, NONE))
        .containsExactly(
            "4294967290 1 1 0",
            "4294967300 1 1 0",
            "4294967292 1 1 0",
            "4294967305 1 1 0",
            "4294967298 1 1 0");
  }

  private static byte[] dat(long time) {
    return bytes(little(time, 4), little(1 + (1 << 14), 4));
  }

  @Test
  void theUpperPartOfATimeWrapsInBothDirections() {
    HighTime time = new HighTime(12, 12);
    assertThat(time.advance(4095)).isEqualTo(4095L << 12);
    assertThat(time.advance(0)).isEqualTo(4096L << 12);
    assertThat(time.advance(4094)).isEqualTo(4094L << 12);
    assertThat(time.advance(1)).isEqualTo(4097L << 12);
    assertThat(time.advance(2000)).isEqualTo(6096L << 12);
    assertThat(new HighTime(28, 6).advance(5)).isEqualTo(5L << 6);
  }

  @Test
  void evt2StepsBackAcrossItsWrap() throws IOException {
    byte[] file =
        bytes(
            "% evt 2.0\n% geometry 1280x720\n% end\n",
            evt2High(0xFFF_FFFF), evt2(63), evt2High(0), evt2(1), evt2High(0xFFF_FFFF), evt2(62));
    long wrap = 1L << 34;
    assertThat(events("a.raw", file, NONE))
        .containsExactly((wrap - 1) + " 2 3 1", (wrap + 1) + " 2 3 1", (wrap - 2) + " 2 3 1");
  }

  private static byte[] evt2High(long high) {
    return little(8L << 28 | high, 4);
  }

  private static byte[] evt2(long low) {
    return little(1L << 28 | low << 22 | 2 << 11 | 3, 4);
  }

  @Test
  void evt3StepsBackAcrossItsWrap() throws IOException {
    byte[] file =
        bytes(
            "% evt 3.0\n% geometry 1280x720\n% end\n",
            little(3, 2), evt3(0xFFF, 0xFFF), evt3(0, 4), evt3(0xFFF, 0xFFE), evt3(0, 5));
    long wrap = 1L << 24;
    assertThat(events("a.raw", file, NONE))
        .containsExactly(
            (wrap - 1) + " 2 3 1",
            (wrap + 4) + " 2 3 1",
            (wrap - 2) + " 2 3 1",
            (wrap + 5) + " 2 3 1");
  }

  private static byte[] evt3(long high, long low) {
    return bytes(
        little(8L << 12 | high, 2), little(6L << 12 | low, 2), little(2L << 12 | 1 << 11 | 2, 2));
  }

  @Test
  void evt21StepsBackAcrossItsWrapInBothOrdersOfBytes() throws IOException {
    long[] words = {
      8L << 60 | 0xFFF_FFFFL << 32,
      evt21(63),
      8L << 60,
      evt21(1),
      8L << 60 | 0xFFF_FFFFL << 32,
      evt21(62)
    };
    long wrap = 1L << 34;
    for (String order : new String[] {"little", "legacy"}) {
      Object[] parts = new Object[words.length + 1];
      parts[0] =
          "% evt 2.1\n% format EVT21;endianness=" + order + ";width=1280;height=720\n% end\n";
      for (int i = 0; i < words.length; i++) {
        long word = order.equals("little") ? words[i] : Long.rotateLeft(words[i], 32);
        parts[i + 1] = little(word, 8);
      }
      assertThat(events("a.raw", bytes(parts), NONE))
          .containsExactly((wrap - 1) + " 2 3 1", (wrap + 1) + " 2 3 1", (wrap - 2) + " 2 3 1");
    }
  }

  private static long evt21(long low) {
    return 1L << 60 | low << 54 | 2L << 43 | 3L << 32 | 1;
  }

  @Test
  void atisTdStepsBackAcross32Bits() throws IOException {
    byte[] file = bytes(td(-2), td(3), td(-1), td(0));
    assertThat(events("a.dat", file, NONE.withFormat("atis-td")))
        .containsExactly(
            "4294967294 1 1 0", "4294967299 1 1 0", "4294967295 1 1 0", "4294967296 1 1 0");
  }

  private static byte[] td(long time) {
    return bytes(little(time, 4), little(1 + (1 << 9), 4));
  }
}
