package io.cofire.data.recordings.prophesee;

import static io.cofire.data.recordings.BitWords.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.BitWords;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EvtFormatsTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(640, 480);

  private final SplittableRandom random = Key.of(32).child("evt").random();

  @Test
  void aHandMadeEvt2FileDecodes() throws IOException {
    EventStream events =
        read(
            new BitWords()
                .text("% evt 2.0\n% geometry 1280x720\n% end\n")
                .little("0001", "000001", "00000000001", "00000000010") // before the first time
                .little("1000", "0000000000000000000000000011")
                .little("0001", "000001", "00000000001", "00000000010")
                .little("1010", "000010", "000000000", "00110", "0000000", "1")
                .little("0000", "111111", "10011111111", "01011001111")
                .bytes());
    assertThat(events.timesMicros()).containsExactly(193, 255);
    assertThat(events.xs()).containsExactly((short) 1, (short) 1279);
    assertThat(events.ys()).containsExactly((short) 2, (short) 719);
    assertThat(events.polarities()).containsExactly(1, 0);
    assertThat(events.geometry()).isEqualTo(new SensorGeometry(1280, 720));
  }

  /** One word of each kind, written byte by byte in both orders of bytes. */
  @Test
  void aHandMadeEvt21FileDecodesInBothOrdersOfBytes() throws IOException {
    String words = "% evt 2.1\n% format EVT21;height=320;width=320;endianness=";
    EventStream little =
        read(
            new BitWords()
                .text(words + "little\n% end\n")
                .big(hex(0x00, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x80)) // time high 5
                .big(hex(0x05, 0x00, 0x00, 0x80, 0x07, 0x00, 0x81, 0x10)) // ON, time 2, x 32, y 7
                .big(hex(0x01, 0x00, 0x00, 0x00, 0x3F, 0xF9, 0xC9, 0x09)) // OFF, time 39, x 319
                .bytes());
    EventStream legacy =
        read(
            new BitWords()
                .text(words + "legacy\n% end\n")
                .big(hex(0x05, 0x00, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00))
                .big(hex(0x07, 0x00, 0x81, 0x10, 0x05, 0x00, 0x00, 0x80))
                .big(hex(0x3F, 0xF9, 0xC9, 0x09, 0x01, 0x00, 0x00, 0x00))
                .bytes());
    assertThat(little.timesMicros()).containsExactly(322, 322, 322, 359);
    assertThat(little.xs()).containsExactly(shorts(32, 34, 63, 319));
    assertThat(little.ys()).containsExactly(shorts(7, 7, 7, 319));
    assertThat(little.polarities()).containsExactly(1, 1, 1, 0);
    Streams.assertSame(legacy, little);
  }

  @Test
  void aHandMadeEvt3FileDecodes() throws IOException {
    EventStream events =
        read(
            new BitWords()
                .text("% evt 3.0\n% format EVT3;height=480;width=640\n% end\n")
                .little("0010", "1", "00000000101") // before the first time
                .little("1000", "000000000001")
                .little("0110", "000000000010")
                .little("0000", "1", "00000001001") // y 9, of the second camera
                .little("0010", "1", "00000000101") // x 5, ON
                .little("0011", "0", "00000010000") // vectors from x 16, OFF
                .little("0100", "100000000011") // 16, 17, 27
                .little("0101", "1111", "00000001") // 28; the upper four bits say nothing
                .little("1010", "0110", "0000000", "1")
                .little("1110", "000000000000")
                .little("0110", "000000000001") // falls, and does not carry
                .little("0010", "0", "00000000000")
                .bytes());
    assertThat(events.timesMicros()).containsExactly(4098, 4098, 4098, 4098, 4098, 4097);
    assertThat(events.xs()).containsExactly(shorts(5, 16, 17, 27, 28, 0));
    assertThat(events.ys()).containsExactly(shorts(9, 9, 9, 9, 9, 9));
    assertThat(events.polarities()).containsExactly(1, 0, 0, 0, 0, 0);
  }

  @Test
  void everyEncodingGivesBackWhatWasWritten() throws IOException {
    for (int round = 0; round < 10; round++) {
      EventStream events = Streams.runs(random, SENSOR, 1 + random.nextInt(9_000));
      for (Function<EventStream, byte[]> encoder : encoders()) {
        Streams.assertSame(read(encoder.apply(events)), events);
      }
    }
  }

  @Test
  void timesGoOnBeyondTheRangeOfTheWords() throws IOException {
    EventStream evt3 = Streams.slower(Streams.runs(random, SENSOR, 3_000), 300);
    assertThat(evt3.timesMicros()[2_999]).isGreaterThan(3 * 16_777_216L);
    Streams.assertSame(read(EvtEncoders.evt3(evt3)), evt3);
    EventStream others = Streams.slower(evt3, 1_000);
    assertThat(others.timesMicros()[2_999]).isGreaterThan(3 * 17_179_869_184L);
    Streams.assertSame(read(EvtEncoders.evt2(others)), others);
    Streams.assertSame(read(EvtEncoders.evt21(others)), others);
    Streams.assertSame(read(EvtEncoders.evt21Legacy(others)), others);
  }

  @Test
  void anEventOutsideTheSensorNamesItsByte() {
    for (Function<EventStream, byte[]> encoder : encoders()) {
      EventStream events = Streams.runs(random, new SensorGeometry(641, 480), 4_000);
      events.xs()[3_000] = 640;
      assertThatThrownBy(() -> read(encoder.apply(within(events))))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("event outside the sensor at byte ")
          .hasMessageContaining("(expected x < 640 and y < 480, found x 640 and y ");
    }
  }

  @Test
  void aTruncatedWordNamesItsByte() {
    EventStream events = Streams.runs(random, SENSOR, 100);
    for (Function<EventStream, byte[]> encoder : encoders()) {
      byte[] file = encoder.apply(events);
      assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1)))
          .hasMessageContaining("event truncated at byte ");
    }
  }

  /** EVT 2 and 2.1 have the same types, so that one may be taken for the other. */
  @Test
  void withoutHeaderTheEncodingIsTheOnlyOneInWhichAllWordsArePlausibleOrMustBeStated()
      throws IOException {
    EventStream events = Streams.runs(random, SENSOR, 2_000);
    DecodeOptions options = DecodeOptions.sensor(SENSOR);
    Streams.assertSame(read("a.raw", words(EvtEncoders.evt3(events)), options), events);
    byte[] evt2 = words(EvtEncoders.evt2(events));
    assertThatThrownBy(() -> read("a.raw", evt2, options))
        .hasMessageContaining("ambiguous format (it may be evt2 (")
        .hasMessageEndingWith("; state the option format");
    Streams.assertSame(read("a.raw", evt2, options.withFormat("evt2")), events);
  }

  @Test
  void aStatedFormatIsObeyedWhereTheContentSaysNothing() throws IOException {
    byte[] event =
        new BitWords()
            .little("1000", bits(1, 12))
            .little("0000", bits(5, 12))
            .little("0010", bits(7, 12))
            .bytes();
    assertThat(read("a.raw", event, DecodeOptions.none().withFormat("evt3")).size()).isEqualTo(1);
    assertThatThrownBy(() -> read("a.raw", event, DecodeOptions.none().withFormat("evt4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid recording format: evt4 (expected one of ");
  }

  @Test
  void bigEndianWordsAreRefused() {
    byte[] file = new BitWords().text("% evt 3.0\n% endianness big\n% end\n").bytes();
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("big-endian words at byte 0 (expected little-endian ones; convert");
  }

  private static Iterable<Function<EventStream, byte[]>> encoders() {
    return List.of(
        EvtEncoders::evt2, EvtEncoders::evt21, EvtEncoders::evt21Legacy, EvtEncoders::evt3);
  }

  /** The same events under a sensor that is one column too narrow. */
  private static EventStream within(EventStream events) {
    return new EventStream(
        SENSOR, events.timesMicros(), events.xs(), events.ys(), events.polarities());
  }

  private static byte[] words(byte[] file) {
    int header = (int) PercentHeader.of(file).orElseThrow().bytes();
    return Arrays.copyOfRange(file, header, file.length);
  }

  private static String hex(int... bytes) {
    StringBuilder word = new StringBuilder();
    for (int value : bytes) {
      word.append(bits(value, 8));
    }
    return word.toString();
  }

  private static short[] shorts(int... values) {
    short[] shorts = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      shorts[i] = (short) values[i];
    }
    return shorts;
  }

  private static EventStream read(byte[] file) throws IOException {
    return read("a.raw", file, DecodeOptions.none());
  }

  private static EventStream read(String name, byte[] file, DecodeOptions options)
      throws IOException {
    return Recordings.read(new RecordingInput(name, new ByteArrayInputStream(file)), options);
  }
}
