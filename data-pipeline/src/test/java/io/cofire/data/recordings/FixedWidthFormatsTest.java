package io.cofire.data.recordings;

import static io.cofire.data.recordings.BitWords.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FixedWidthFormatsTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(304, 240);

  private final SplittableRandom random = Key.of(31).child("fixed width").random();

  @Test
  void aHandMadeBs3FileDecodes() throws IOException {
    byte[] file =
        new BitWords()
            .big("000100000010", "000000000011", "00000001", "000000000000000100000000")
            .big("111111111111", "111111111110", "00000000", "111111111111111111111111")
            .bytes();
    EventStream events = read("a.bs3", file, DecodeOptions.none());
    assertThat(events.timesMicros()).containsExactly(256, 16_777_215);
    assertThat(events.xs()).containsExactly((short) 258, (short) 4_095);
    assertThat(events.ys()).containsExactly((short) 3, (short) 4_094);
    assertThat(events.polarities()).containsExactly(1, 0);
    assertThat(events.geometry()).isEqualTo(new SensorGeometry(4096, 4096));
  }

  @Test
  void aHandMadeBs1FileIsARowOfChannels() throws IOException {
    byte[] file =
        new BitWords()
            .big("1000000000000010", "1", "00000000000000000000011")
            .big("0000000000000001", "0", "11111111111111111111111")
            .bytes();
    EventStream events = read("a.bs1", file, DecodeOptions.none());
    assertThat(events.timesMicros()).containsExactly(3, 8_388_607);
    assertThat(events.xs()).containsExactly((short) 32_770, (short) 1);
    assertThat(events.ys()).containsExactly((short) 0, (short) 0);
    assertThat(events.polarities()).containsExactly(1, 0);
    assertThat(events.geometry()).isEqualTo(new SensorGeometry(65_536, 1));
  }

  @Test
  void aHandMadeTdFileDecodes() throws IOException {
    byte[] file =
        new BitWords()
            .little("00000000000000000000000100000001")
            .little("00000000000000", "1", "11101111", "100101111")
            .bytes();
    EventStream events = read("a_td.dat", file, DecodeOptions.none());
    assertThat(events.timesMicros()).containsExactly(257);
    assertThat(events.xs()).containsExactly((short) 303);
    assertThat(events.ys()).containsExactly((short) 239);
    assertThat(events.polarities()).containsExactly(1);
  }

  @Test
  void everyFormatGivesBackWhatWasWritten() throws IOException {
    for (int round = 0; round < 10; round++) {
      EventStream events = Streams.random(random, SENSOR, 1 + random.nextInt(9_000));
      DecodeOptions options = DecodeOptions.sensor(SENSOR);
      Streams.assertSame(read("a.bs3", FixedWidthEncoders.bs3(events), options), events);
      Streams.assertSame(read("a.dat", FixedWidthEncoders.td(events), options), events);
      Streams.assertSame(read("a.dat", FixedWidthEncoders.dat1(events), options), events);
      Streams.assertSame(
          read("a.dat", FixedWidthEncoders.dat2(events), DecodeOptions.none()), events);
      EventStream row = Streams.random(random, new SensorGeometry(65_536, 1), events.size());
      Streams.assertSame(read("a.bs1", FixedWidthEncoders.bs1(row), DecodeOptions.none()), row);
    }
  }

  @Test
  void timesOfDatGoOnBeyond32Bits() throws IOException {
    EventStream events = Streams.slower(Streams.random(random, SENSOR, 5_000), 30_000);
    assertThat(events.timesMicros()[4_999]).isGreaterThan(4 * 4_294_967_296L);
    Streams.assertSame(
        read("a.dat", FixedWidthEncoders.td(events), DecodeOptions.sensor(SENSOR)), events);
    Streams.assertSame(
        read("a.dat", FixedWidthEncoders.dat2(events), DecodeOptions.none()), events);
  }

  @Test
  void aSmallStepBackInTimeIsKept() throws IOException {
    EventStream events = Streams.at(4_000_000_000L, 3_999_999_990L, 10, 5);
    assertThat(read("a.dat", FixedWidthEncoders.dat2(events), DecodeOptions.none()).timesMicros())
        .containsExactly(4_000_000_000L, 3_999_999_990L, 4_294_967_306L, 4_294_967_301L);
  }

  @Test
  void anEventOutsideTheSensorNamesItsByte() {
    EventStream events = Streams.random(random, SENSOR, 3_000);
    events.xs()[2_500] = 305;
    DecodeOptions options = DecodeOptions.sensor(SENSOR);
    String found = "found x 305 and y " + events.ys()[2_500];
    assertThatThrownBy(() -> read("a.bs3", FixedWidthEncoders.bs3(events), options))
        .hasMessageContainingAll("outside the sensor at byte 17500", found);
    assertThatThrownBy(() -> read("a.dat", FixedWidthEncoders.td(events), options))
        .hasMessageContainingAll("outside the sensor at byte 20000", found);
    byte[] dat = FixedWidthEncoders.dat2(events);
    assertThatThrownBy(() -> read("a.dat", dat, options))
        .hasMessageContainingAll(
            "outside the sensor at byte " + (dat.length - 8 * 3_000 + 20_000), found);
  }

  @Test
  void aTruncatedEventNamesItsByte() {
    assertThatThrownBy(() -> read("a.bs3", new byte[7 * 2_048 + 6], DecodeOptions.none()))
        .isInstanceOf(RecordingException.class)
        .hasMessageEndingWith("event truncated at byte 14336 (need 7, found 6)");
    assertThatThrownBy(() -> read("a.bs1", new byte[7], DecodeOptions.none()))
        .hasMessageEndingWith("event truncated at byte 5 (need 5, found 2)");
    assertThatThrownBy(() -> read("a.dat", new byte[9], DecodeOptions.none()))
        .hasMessageEndingWith("event truncated at byte 8 (need 8, found 1)");
  }

  @Test
  void aThirdChannelOfBs3IsRefused() {
    byte[] file = new BitWords().big(bits(1, 12), bits(1, 12), bits(2, 8), bits(9, 24)).bytes();
    assertThatThrownBy(() -> read("a.bs3", file, DecodeOptions.none()))
        .hasMessageEndingWith("unknown channel at byte 0 (expected 0 or 1, found 2)");
  }

  @Test
  void aDatFileWithoutHeaderWhoseUpperBitsAreSetIsNotGuessed() {
    byte[] file = new BitWords().little(bits(1, 32)).little("1", bits(5, 31)).bytes();
    assertThatThrownBy(() -> read("a.dat", file, DecodeOptions.none()))
        .hasMessageContaining("unknown format")
        .hasMessageEndingWith("state the option format, convert it or leave it out");
    assertThatThrownBy(() -> read("a.dat", file, DecodeOptions.none().withFormat("atis-td")))
        .hasMessageContaining("unknown polarity at byte 0 (expected 0 or 1 in the bits from 17");
  }

  @Test
  void theHeaderOfDatIsChecked() {
    assertThatThrownBy(() -> read("a.dat", dat("% Version 3\n", 0, 8), DecodeOptions.none()))
        .hasMessageContaining("unknown DAT version at byte 0 (expected 0, 1 or 2, found 3)");
    assertThatThrownBy(() -> read("a.dat", dat("% Version 2\n", 14, 8), DecodeOptions.none()))
        .hasMessageContaining(
            "unknown kind of events at byte 12 (expected type 0 or 12 of 8 bytes");
    assertThatThrownBy(() -> read("a.dat", dat("% Version 2\n", 0, 16), DecodeOptions.none()))
        .hasMessageContaining("found type 0 of 16 bytes");
    assertThatThrownBy(
            () -> read("a.dat", dat("% Width 0\n% Height 5\n", 0, 8), DecodeOptions.none()))
        .hasMessageContaining("no possible sensor at byte 0 (expected sides of 1 to 65536");
  }

  private static byte[] dat(String header, int type, int size) {
    return new BitWords().text(header).big(bits(type, 8), bits(size, 8)).bytes();
  }

  private static EventStream read(String name, byte[] file, DecodeOptions options)
      throws IOException {
    return Recordings.read(new RecordingInput(name, new ByteArrayInputStream(file)), options);
  }
}
