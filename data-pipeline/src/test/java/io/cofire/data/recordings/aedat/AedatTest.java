package io.cofire.data.recordings.aedat;

import static io.cofire.data.recordings.Decoding.big;
import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.ValidBits;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** AEDAT 1.0, 2.0 and 3.1 by hand-made files. */
class AedatTest {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final String HEADER_1 = "#!AER-DAT1.0\r\n# a line\r\n";
  private static final String HEADER_2 = "#!AER-DAT2.0\r\n# a line\r\n";
  private static final String HEADER_3 =
      "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n";

  @Test
  void version1HasSixByteRecords() throws IOException {
    byte[] file = bytes(HEADER_1, dvs1(10, 3, 5, 1), dvs1(11, 127, 126, 0));
    assertThat(events("a.aedat", file, NONE)).containsExactly("10 3 5 1", "11 127 126 0");
    assertThat(events("a.aedat", bytes(dvs1(10, 3, 5, 1)), NONE)).containsExactly("10 3 5 1");
  }

  @Test
  void version2HasEightByteRecordsAndSkipsSpecialEvents() throws IOException {
    byte[] file =
        bytes(
            HEADER_2,
            dvs2(10, 3, 5, 1),
            bytes(big(32_768, 4), big(11, 4)), // bit 15
            bytes(big(2_147_483_648L, 4), big(12, 4)), // bit 31
            dvs2(13, 127, 126, 0));
    assertThat(events("a.aedat", file, NONE)).containsExactly("10 3 5 1", "13 127 126 0");
  }

  @Test
  void timesGoOnWhenTheirCounterWrapsAndStepBackAcrossTheWrapToo() throws IOException {
    byte[] file =
        bytes(
            HEADER_2,
            dvs2(4_294_967_295L, 1, 1, 1),
            dvs2(5, 1, 1, 1),
            dvs2(3, 1, 1, 1),
            dvs2(4_000_000_000L, 1, 1, 1),
            dvs2(7, 1, 1, 1));
    assertThat(events("a.aedat", file, NONE))
        .containsExactly(
            "4294967295 1 1 1",
            "4294967301 1 1 1",
            "4294967299 1 1 1",
            "4000000000 1 1 1",
            "4294967303 1 1 1");
  }

  @Test
  void dataMayBeginWithTheCharacterOfHeaderLines() throws IOException {
    byte[] file = bytes(HEADER_1, dvs1(256, 64, 35, 0), dvs1(300, 1, 35, 1));
    assertThat(file[HEADER_1.length()]).isEqualTo((byte) '#');
    assertThat(events("a.aedat", file, NONE)).containsExactly("256 64 35 0", "300 1 35 1");
    byte[] ended = bytes("#!AER-DAT1.0\r\n#End Of ASCII Header\r\n", dvs1(256, 64, 35, 0));
    assertThat(events("a.aedat", ended, NONE)).containsExactly("256 64 35 0");
  }

  @Test
  void davisAddressesSkipFramesImuAndSpecialEvents() throws IOException {
    byte[] file =
        bytes(
            "#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.DAVIS240C\r\n",
            davis(10, 239, 179, 1),
            bytes(big(2_147_483_648L + 5, 4), big(11, 4)), // frame
            bytes(big(2_147_483_648L + 3_072, 4), big(12, 4)), // IMU
            bytes(big(1_024, 4), big(13, 4)), // special
            davis(14, 0, 7, 0));
    assertThat(events("a.aedat", file, NONE)).containsExactly("10 239 179 1", "14 0 7 0");
  }

  @Test
  void addressesOfAnotherChipAreAnError() {
    assertThatThrownBy(() -> events("a.aedat", bytes(HEADER_2, davis(10, 239, 179, 1)), NONE))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Cannot read recording a.aedat: address of another chip at byte 24 (expected a DVS128 address, found 2ccef800; for a DAVIS, state the size of its sensor)");
    byte[] cochlea = bytes("#!AER-DAT2.0\r\n# AEChip: ch.CochleaAMS\r\n", dvs2(1, 1, 1, 1));
    assertThatThrownBy(() -> events("a.aedat", cochlea, NONE))
        .hasMessageContaining(
            "addresses of an unknown chip in the header at byte 0 (expected DVS128");
  }

  @Test
  void conventionsOfCifar10DvsAreOptions() throws IOException {
    byte[] file = bytes(HEADER_2, dvs2(10, 3, 5, 1), dvs2(11, 127, 0, 0));
    assertThat(events("a.aedat", file, DecodeOptions.cifar10Dvs()))
        .containsExactly("10 122 124 0", "11 127 0 1");
    assertThat(events("a.aedat", file, DecodeOptions.cifar10DvsMatlab()))
        .containsExactly("10 124 5 0", "11 0 0 1");
    SensorGeometry sensor = new SensorGeometry(128, 100);
    assertThat(
            events("a.aedat", file, NONE.withSensor(sensor).withOrientation(Orientation.MIRROR_Y)))
        .containsExactly("10 3 94 1", "11 127 99 0");
    assertThat(events("a.aedat", file, NONE.withOrientation(Orientation.TRANSPOSE)))
        .containsExactly("10 5 3 1", "11 0 127 0");
    assertThatThrownBy(() -> NONE.withOrientation(Orientation.MIRROR_X))
        .hasMessage("Invalid orientation: MIRROR_X without the size of the sensor (state it)");
  }

  @Test
  void version3AddsTheOverflowAndSkipsOtherPackets() throws IOException {
    byte[] file =
        bytes(
            HEADER_3,
            packet(1, 8, 0, 2, 2, bytes(event3(10, 3, 5, 1, 1), event3(11, 127, 126, 0, 1))),
            packet(0, 8, 0, 1, 1, new byte[8]),
            packet(2, 1_000, 0, 3, 3, new byte[3_000]),
            packet(1, 8, 3, 2, 1, bytes(event3(12, 1, 2, 1, 1), new byte[8])));
    assertThat(events("a.aedat", file, NONE))
        .containsExactly("10 3 5 1", "11 127 126 0", "6442450956 1 2 1");
  }

  @Test
  void validBitsAreObeyedOnlyWhenAsked() throws IOException {
    byte[] file =
        bytes(HEADER_3, packet(1, 8, 0, 2, 2, bytes(event3(1, 3, 5, 1, 0), event3(2, 4, 6, 0, 1))));
    assertThat(events("a.aedat", file, NONE)).containsExactly("1 3 5 1", "2 4 6 0");
    assertThat(events("a.aedat", file, NONE.withValidBits(ValidBits.OBEYED)))
        .containsExactly("2 4 6 0");
  }

  @Test
  void absurdPacketsAreErrorsWithTheirByte() {
    int start = HEADER_3.length();
    assertThatThrownBy(() -> events("a.aedat", bytes(HEADER_3, packet(1, 8, 0, 1, 2)), NONE))
        .hasMessage(
            "Cannot read recording a.aedat: packet header at byte %d (expected an event size from 1 and at most as many events as the capacity, found event size 8, 2 events, capacity 1)"
                .formatted(start));
    assertThatThrownBy(
            () -> events("a.aedat", bytes(HEADER_3, packet(1, 8, 0, 2_147_483_647, 9)), NONE))
        .hasMessage(
            "Cannot read recording a.aedat: event truncated at byte %d (need 8, found 0)"
                .formatted(start + 28));
    assertThatThrownBy(
            () ->
                events(
                    "a.aedat",
                    bytes(HEADER_3, packet(4, 2_147_483_647, 0, 2_147_483_647, 0)),
                    NONE))
        .hasMessage(
            "Cannot read recording a.aedat: packet of type 4 truncated at byte %d (need 4611686014132420609, found 0)"
                .formatted(start + 28));
    assertThatThrownBy(() -> events("a.aedat", bytes(HEADER_3, packet(32_769, 8, 0, 9, 9)), NONE))
        .hasMessageContaining("compressed packet at byte " + start);
  }

  @Test
  void truncationsAndBitFlipsGiveOneErrorOrEvents() throws IOException {
    byte[] first = bytes(HEADER_1, dvs1(10, 3, 5, 1), dvs1(11, 127, 126, 0));
    byte[] second = bytes(HEADER_2, dvs2(10, 3, 5, 1), dvs2(11, 127, 126, 0));
    byte[] third =
        bytes(
            HEADER_3,
            packet(1, 8, 0, 2, 2, bytes(event3(10, 3, 5, 1, 1), event3(11, 127, 126, 0, 1))),
            packet(0, 8, 0, 1, 1, new byte[8]));
    for (byte[] file : new byte[][] {first, second, third}) {
      Decoding.requireCleanTruncations("a.aedat", file, NONE);
      Decoding.requireCleanBitFlips("a.aedat", file, NONE);
    }
  }

  private static byte[] dvs1(long time, int x, int y, int polarity) {
    return bytes(big(256L * y + 2L * x + polarity, 2), big(time, 4));
  }

  private static byte[] dvs2(long time, int x, int y, int polarity) {
    return bytes(big(256L * y + 2L * x + polarity, 4), big(time, 4));
  }

  private static byte[] davis(long time, int x, int y, int polarity) {
    return bytes(big(4_194_304L * y + 4_096L * x + 2_048L * polarity, 4), big(time, 4));
  }

  private static byte[] event3(long time, int x, int y, int polarity, int valid) {
    return bytes(little(131_072L * x + 4L * y + 2L * polarity + valid, 4), little(time, 4));
  }

  private static byte[] packet(
      int type, int size, int overflow, int capacity, int number, byte... body) {
    return bytes(
        little(type, 2),
        little(1, 2),
        little(size, 4),
        little(4, 4),
        little(overflow, 4),
        little(capacity, 4),
        little(number, 4),
        little(number, 4),
        body);
  }
}
