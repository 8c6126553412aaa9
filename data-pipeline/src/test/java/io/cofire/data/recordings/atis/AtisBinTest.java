package io.cofire.data.recordings.atis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AtisBinTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(34, 34);

  @Test
  void aHandMadeFileDecodes() throws IOException {
    EventStream events =
        read(
            bytes(
                0x00, 0x00, 0x00, 0x00, 0x00, // x 0, y 0, OFF, 0 us
                0x21, 0x05, 0x80, 0x01, 0x02, // x 33, y 5, ON, 258 us
                0x07, 0x21, 0x7F, 0xFF, 0xFF, // x 7, y 33, OFF, 2^23 - 1 us
                0x07, 0x21, 0xFF, 0xFF, 0xFF)); // the same, ON
    assertThat(events.timesMicros()).containsExactly(0, 258, 8_388_607, 8_388_607);
    assertThat(events.xs()).containsExactly((short) 0, (short) 33, (short) 7, (short) 7);
    assertThat(events.ys()).containsExactly((short) 0, (short) 5, (short) 33, (short) 33);
    assertThat(events.polarities()).containsExactly(0, 1, 0, 1);
    assertThat(events.geometry()).isEqualTo(SENSOR);
  }

  @Test
  void anOverflowMarkerShiftsAllLaterTimesAndIsNoEvent() throws IOException {
    EventStream events =
        read(
            bytes(
                1, 1, 0, 0, 10, //
                0, 240, 0x80, 0, 99, //
                2, 2, 0, 0, 10, //
                0, 240, 0, 0, 0, //
                3, 3, 0, 0, 10));
    assertThat(events.timesMicros()).containsExactly(10, 8_202, 16_394);
  }

  @Test
  void overflowsGoOnOverTheBoundariesOfBlocks() throws IOException {
    byte[] file = new byte[5 * 10_000];
    for (int i = 0; i < 10_000; i++) {
      file[5 * i + 1] = (byte) (i % 2 == 0 ? 240 : 1);
    }
    EventStream events = read(file);
    assertThat(events.size()).isEqualTo(5_000);
    assertThat(events.timesMicros()[4_999]).isEqualTo(5_000 * 8_192L);
  }

  @Test
  void theEncoderAndTheDecoderAgree() throws IOException {
    SplittableRandom random = Key.of(9).child("atis").random();
    for (int round = 0; round < 30; round++) {
      EventStream events = Streams.random(random, SENSOR, 1 + random.nextInt(6_000));
      if (round % 3 == 0) {
        stretch(events.timesMicros(), 40); // beyond 2^23 us: overflow markers are needed
      }
      assertThat(read(AtisBinEncoder.encode(events))).usingRecursiveComparison().isEqualTo(events);
    }
  }

  @Test
  void theEncoderRefusesWhatTheFormatCannotHold() {
    EventStream tall =
        new EventStream(
            new SensorGeometry(300, 300),
            new long[] {1},
            new short[] {1},
            new short[] {240},
            new byte[] {1});
    assertThatThrownBy(() -> AtisBinEncoder.encode(tall))
        .hasMessageStartingWith(
            "Cannot write event 0 as ATIS 40-bit: time 1, x 1, y 240, polarity 1");
  }

  @Test
  void anEmptyFileIsOneClearError() {
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Cannot read recording a.bin: the file is empty (expected atis-bin events, found 0 bytes)");
  }

  @Test
  void aFileWithoutEventsIsOneClearError() {
    assertThatThrownBy(() -> read(bytes(0, 240, 0, 0, 0)))
        .hasMessage(
            "Cannot read recording a.bin: it has no events (expected at least 1 atis-bin event)");
  }

  @Test
  void aTruncatedEventNamesItsByte() {
    assertThatThrownBy(() -> read(new byte[4_098]))
        .isInstanceOf(RecordingException.class)
        .hasMessage("Cannot read recording a.bin: event truncated at byte 4095 (need 5, found 3)");
    assertThatThrownBy(() -> read(new byte[5 * 4096 * 3 + 1]))
        .hasMessage("Cannot read recording a.bin: event truncated at byte 61440 (need 5, found 1)");
  }

  @Test
  void anEventOutsideTheSensorNamesItsByte() {
    assertThatThrownBy(() -> read(bytes(1, 1, 0, 0, 1, 40, 12, 0, 0, 2)))
        .hasMessage(
            "Cannot read recording a.bin: event outside the sensor at byte 5 (expected x < 34 and y < 34, found x 40 and y 12)");
  }

  @Test
  void anUnknownFormatNamesTheKnownOnes() {
    assertThatThrownBy(
            () ->
                Recordings.read(
                    new RecordingInput("a.txt", new ByteArrayInputStream(new byte[10])),
                    DecodeOptions.none()))
        .hasMessageStartingWith("Cannot read recording a.txt: unknown format (expected ")
        .hasMessageContaining("atis-bin (*.bin, *.bs2)")
        .hasMessageEndingWith("; state the option format, convert it or leave it out");
  }

  /** Whatever the bytes, there is a stream of events inside the sensor or one clear error. */
  @Test
  void mutatedFilesDecodeOrGiveOneError() throws IOException {
    SplittableRandom random = Key.of(2024).child("mutations").random();
    byte[] whole = AtisBinEncoder.encode(Streams.random(random, SENSOR, 500));
    for (int round = 0; round < 500; round++) {
      byte[] mutated = mutate(whole, random);
      try {
        EventStream events = read(mutated);
        assertThat(events.size()).as("round %d", round).isLessThanOrEqualTo(mutated.length / 5);
        for (int i = 0; i < events.size(); i++) {
          assertThat(events.xs()[i]).isBetween((short) 0, (short) 33);
          assertThat(events.ys()[i]).isBetween((short) 0, (short) 33);
        }
      } catch (RecordingException e) {
        assertThat(e).as("round %d", round).hasMessageStartingWith("Cannot read recording a.bin: ");
      }
    }
  }

  private static byte[] mutate(byte[] whole, SplittableRandom random) {
    byte[] mutated = Arrays.copyOf(whole, whole.length);
    switch (random.nextInt(3)) {
      case 0 -> mutated = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      case 1 -> mutated[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      default -> random.nextBytes(mutated);
    }
    return mutated;
  }

  private static void stretch(long[] times, int factor) {
    for (int i = 0; i < times.length; i++) {
      times[i] *= factor;
    }
  }

  private static EventStream read(byte[] file) throws IOException {
    return Recordings.read(
        new RecordingInput("a.bin", new ByteArrayInputStream(file)), DecodeOptions.sensor(SENSOR));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
