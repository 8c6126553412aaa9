package io.cofire.data.recordings.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.cofire.data.Streams;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.shards.ParquetRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read again, event for event, or refused. */
class WrittenFormatTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(346, 260);

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "PARQUET") // which is no format of recordings
  void everyEventIsReadAgain(WrittenFormat format) throws IOException {
    SplittableRandom random = Key.of(91).child(format.word()).random();
    for (int size : new int[] {1, 2, 3_000, 40_000}) {
      EventStream events = Streams.runs(random, SENSOR, size);
      Streams.assertSame(read(format, write(format, events), events.geometry()), events);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "PARQUET")
  void theBytesAreTheSameEachTime(WrittenFormat format) throws IOException {
    EventStream events = Streams.runs(Key.of(92).child("bytes").random(), SENSOR, 500);
    assertThat(write(format, events)).isEqualTo(write(format, events));
  }

  @ParameterizedTest
  @EnumSource(names = {"AEDAT4", "NPZ", "HDF5", "CSV"})
  void timesOfAnySignAndOrderStay(WrittenFormat format) throws IOException {
    EventStream events = at(1_700_000_000_000_000L, -5, 0, 7, 6, -1_000_000_000_000L);
    Streams.assertSame(read(format, write(format, events), events.geometry()), events);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVT3", "DAT"})
  void clocksThatWrapGoOn(WrittenFormat format) throws IOException {
    EventStream events =
        at(
            20_000_000,
            20_000_000,
            36_777_217,
            36_777_210,
            70_000_000,
            69_999_999,
            2_000_000_000,
            3_500_000_000L,
            4_294_967_295L,
            4_294_967_296L,
            4_294_967_290L,
            6_000_000_000L);
    Streams.assertSame(read(format, write(format, events), events.geometry()), events);
  }

  @Test
  void theSensorIsStatedWhereTheFormatHasAPlace() throws IOException {
    EventStream events = at(1, 2);
    for (WrittenFormat format : WrittenFormat.values()) {
      if (format.keepsSensor()) {
        byte[] file = write(format, events);
        assertThat(Decoding.read("a." + ending(format), file, DecodeOptions.none()).geometry())
            .as(format.word())
            .isEqualTo(events.geometry());
      }
    }
  }

  @Test
  void whatAFormatCannotHoldIsSaid() {
    assertThatThrownBy(() -> write(WrittenFormat.EVT3, at(-1)))
        .isInstanceOf(Misfit.class)
        .hasMessage(
            "Cannot write a.raw: EVT3 has a clock of 24 bits, and its first time must be in"
                + " 0..4,294,967,295 us, found -1 us; move the times with --shift=first, or"
                + " --shift=1");
    assertThatThrownBy(() -> write(WrittenFormat.EVT3, at(Long.MIN_VALUE)))
        .hasMessageContaining("its first time must be in 0..4,294,967,295 us");
    assertThatThrownBy(() -> write(WrittenFormat.DAT, at(1_700_000_000_000_000L)))
        .hasMessageStartingWith("Cannot write a.dat: DAT has a clock of 32 bits, and its first");
    assertThatThrownBy(() -> write(WrittenFormat.DAT, at(5, -5)))
        .hasMessageContaining("times must be from 0 on, found -5 us; move them with --shift");
    assertThatThrownBy(() -> write(WrittenFormat.EVT3, at(9_000_000, 600_000)))
        .hasMessageContaining("8,388,608 us back, found one from 9,000,000 us to 600,000 us");
    assertThatThrownBy(() -> write(WrittenFormat.DAT, at(0, 3_000_000_000L)))
        .hasMessageContaining("a step must be less than 2,147,483,648 us on");
    assertThatThrownBy(() -> open(WrittenFormat.EVT3, new SensorGeometry(2049, 10)))
        .hasMessage(
            "Cannot write a.raw: EVT3 has 11 bits for a column or row, a sensor of 2048x2048 at"
                + " most, found 2049x10; crop it, downsample it or choose another format");
    assertThatThrownBy(() -> open(WrittenFormat.DAT, new SensorGeometry(10, 16_385)))
        .hasMessageContaining("DAT has 14 bits");
    assertThatThrownBy(() -> open(WrittenFormat.AEDAT4, new SensorGeometry(32_769, 1)))
        .hasMessageContaining("AEDAT 4 has 16 bits with a sign");
  }

  @Test
  void theLastColumnsOfEachFormatAreHeld() throws IOException {
    for (WrittenFormat format : WrittenFormat.values()) {
      int side =
          switch (format) {
            case EVT3 -> 2048;
            case DAT -> 16_384;
            case AEDAT4 -> 32_768;
            default -> 65_536;
          };
      EventStream corner =
          new EventStream(
              new SensorGeometry(side, side),
              new long[] {3},
              new short[] {(short) (side - 1)},
              new short[] {(short) (side - 2)},
              new byte[] {1});
      if (format != WrittenFormat.PARQUET) {
        Streams.assertSame(read(format, write(format, corner), corner.geometry()), corner);
      }
    }
  }

  @Test
  void parquetHasTheColumnsOfTheSourceOfSparkSql() throws IOException {
    EventStream events = at(-7, 8);
    assertThat(ParquetRows.of(write(WrittenFormat.PARQUET, events)))
        .isEqualTo(List.of("t: -7 x: 1 y: 0 p: 1", "t: 8 x: 1 y: 0 p: 1"));
  }

  @Test
  void aNamesEndingSaysTheFormat() {
    assertThat(WrittenFormat.ofFile("a/B.H5")).contains(WrittenFormat.HDF5);
    assertThat(WrittenFormat.ofFile("a.raw")).contains(WrittenFormat.EVT3);
    assertThat(WrittenFormat.ofFile("a.bin")).isEmpty();
    assertThat(WrittenFormat.named("EVT3", "--to-format")).isEqualTo(WrittenFormat.EVT3);
    assertThatThrownBy(() -> WrittenFormat.named("evt2", "--to-format"))
        .hasMessage(
            "Invalid --to-format: evt2 (expected one of aedat4, evt3, dat, npz, hdf5, csv,"
                + " parquet)");
  }

  private static EventStream at(long... times) {
    return Streams.at(times);
  }

  private static String ending(WrittenFormat format) {
    return switch (format) {
      case EVT3 -> "raw";
      case HDF5 -> "h5";
      default -> format.word().toLowerCase(Locale.ROOT);
    };
  }

  private static EventStream read(WrittenFormat format, byte[] file, SensorGeometry sensor)
      throws IOException {
    return Decoding.read("a." + ending(format), file, DecodeOptions.sensor(sensor));
  }

  private static RecordingWriter open(WrittenFormat format, SensorGeometry sensor)
      throws IOException {
    return format.open("a." + ending(format), sensor, new ByteArrayOutputStream());
  }

  /** In blocks of an odd length, as decoders hand them on. */
  static byte[] write(WrittenFormat format, EventStream events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordingWriter writer = format.open("a." + ending(format), events.geometry(), out)) {
      for (int from = 0; from < events.size(); from += 1999) {
        EventStream block = part(events, from, Math.min(events.size(), from + 1999));
        writer.accept(
            block.timesMicros(), block.xs(), block.ys(), block.polarities(), block.size());
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private static EventStream part(EventStream events, int from, int to) {
    return new EventStream(
        events.geometry(),
        Arrays.copyOfRange(events.timesMicros(), from, to),
        Arrays.copyOfRange(events.xs(), from, to),
        Arrays.copyOfRange(events.ys(), from, to),
        Arrays.copyOfRange(events.polarities(), from, to));
  }
}
