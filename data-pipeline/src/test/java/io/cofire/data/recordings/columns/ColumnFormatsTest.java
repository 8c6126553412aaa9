package io.cofire.data.recordings.columns;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.SharedData;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.Facts;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text, NumPy and HDF5; the resources were written by NumPy 2.4 and h5py 3.16. */
class ColumnFormatsTest {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final String[] EVENTS = {
    "10 0 3 1", "2000 127 0 0", "2000 5 126 1", "3000000000 64 7 1", "3000000007 1 2 0"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stored.npz",
        "deflated.npz",
        "packed.npy",
        "aligned.npy",
        "columns.h5",
        "compound.h5"
      })
  void everyLayoutHasTheSameEvents(String name) throws IOException {
    assertThat(events(name, resource(name), NONE)).containsExactly(EVENTS);
    assertThat(Decoding.read(name, resource(name), NONE).geometry())
        .isEqualTo(new SensorGeometry(128, 127));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz", "packed.npy", "aligned.npy"})
  void truncationsAndBitFlipsGiveOneErrorOrEvents(String name) throws IOException {
    Decoding.requireCleanTruncations(name, resource(name), NONE);
    Decoding.requireCleanBitFlips(name, resource(name), NONE, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"columns.h5", "compound.h5", "chunked.h5"})
  void damagedHdf5GivesOneErrorOrEvents(String name) throws IOException {
    Decoding.requireCleanTruncations(name, resource(name), NONE, 23);
    Decoding.requireCleanBitFlips(name, resource(name), NONE, 61);
  }

  @Test
  void chunkedAndCompressedColumnsDecode() throws IOException {
    EventStream events = Decoding.read("chunked.h5", resource("chunked.h5"), NONE);
    assertThat(events.size()).isEqualTo(300);
    for (int i = 0; i < 300; i++) {
      assertThat(Facts.event(events, i))
          .isEqualTo("[%d,%d,%d,%d]".formatted(7 * i, i % 128, i % 100, i % 2));
    }
  }

  @Test
  void propheseesOwnCodecIsRefusedByName() {
    assertThatThrownBy(() -> events("ecf.h5", resource("ecf.h5"), NONE))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("events in Prophesee's own codec (filter 36559)");
  }

  @Test
  void anArchiveWithoutEventsNamesWhatItHas() {
    assertThatThrownBy(() -> events("frames.npz", resource("frames.npz"), NONE))
        .hasMessageContaining("missing column at byte 282")
        .hasMessageContaining("found [frames.npy]");
  }

  /** Its author's two files name the coordinates the other way round. */
  @Test
  void theRealTextAndTheRealHdf5HaveTheSameEvents() throws IOException {
    Path folder = SharedData.require("hdf5-text");
    byte[] text = Files.readAllBytes(folder.resolve("event.txt"));
    byte[] hdf5 = Files.readAllBytes(folder.resolve("event.hdf5"));
    assertThat(events("event.txt", text, NONE))
        .hasSize(17)
        .startsWith("0 30 134 0", "780 158 59 0", "1706 84 25 0", "1724 143 24 0")
        .endsWith("5539 68 31 0", "5748 181 74 0")
        .isEqualTo(events("event.hdf5", hdf5, NONE.withOrientation(Orientation.TRANSPOSE)));
    Decoding.requireCleanTruncations("event.txt", text, NONE);
  }

  @Test
  void aRealStructuredArrayHasTheEventsOfItsRecording() throws IOException {
    Path folder = SharedData.require("ncars-dat");
    byte[] array = Files.readAllBytes(folder.resolve("expected/NCARS_obj_004397_td.npy"));
    byte[] recording = Files.readAllBytes(folder.resolve("NCARS_obj_004397_td.dat"));
    assertThat(events("a.npy", array, NONE)).isEqualTo(events("a.dat", recording, NONE));
  }

  @Test
  void textHasCommentsHeadersAndManySeparators() throws IOException {
    assertThat(text("# comment\n\n320 240\n5 1 2 1\r\n6\t3\t4\t-1\n  7 ,5; 6 , True"))
        .containsExactly("5 1 2 1", "6 3 4 0", "7 5 6 1");
    assertThat(text("x,y,polarity,timestamp_us,extra\n1,2,0,77,9\n")).containsExactly("77 1 2 0");
    assertThat(
            events(
                "a.csv",
                bytes("%geometry:640,480\n639,479,1,12\n"),
                NONE.withColumns(ColumnOrder.of("x,y,p,t"))))
        .containsExactly("12 639 479 1");
    assertThat(Decoding.read("a.csv", bytes("%geometry:640,480\n1 2 3 1\n"), NONE).geometry())
        .isEqualTo(new SensorGeometry(640, 480));
  }

  @Test
  void timesOfTextAreSecondsIfTheFirstHasAPoint() throws IOException {
    assertThat(text("1589163147.368868 1 2 1\n1589163148 1 2 1\n"))
        .containsExactly("1589163147368868 1 2 1", "1589163148000000 1 2 1");
    assertThat(text("0.0000005 1 2 1\n0.0000004999 1 2 1\n-1.5e-6 1 2 0"))
        .containsExactly("1 1 2 1", "0 1 2 1", "-1 1 2 0");
    assertThat(events("a.txt", bytes("1.5 1 2 1\n"), NONE.withTimeUnit(TimeUnit.MILLISECONDS)))
        .containsExactly("1500 1 2 1");
    assertThat(events("a.txt", bytes("1500 1 2 1\n"), NONE.withTimeUnit(TimeUnit.NANOSECONDS)))
        .containsExactly("2 1 2 1");
  }

  @Test
  void wrongTextNamesItsByte() {
    assertThatThrownBy(() -> text("5 1 2 1\n6 1\n"))
        .hasMessage(
            "Cannot read recording a.txt: event at byte 8 (expected 4 numbers, found 2 in the line)");
    assertThatThrownBy(() -> text("5 1 2 1\n6 1 x 1\n"))
        .hasMessage("Cannot read recording a.txt: field at byte 12 (expected a number, found x)");
    assertThatThrownBy(() -> text("5 1 2 1\n6 1 3 7\n"))
        .hasMessage(
            "Cannot read recording a.txt: polarity at byte 14 (expected 1, 0, -1, True or False, found 7)");
    assertThatThrownBy(() -> text("class,start,end\n1,2,3\n"))
        .hasMessageContaining("names of columns at byte 0");
    assertThatThrownBy(() -> text("999999999999999999.5 1 2 1\n"))
        .hasMessageContaining("field at byte 0");
  }

  private static List<String> text(String text) throws IOException {
    return events("a.txt", bytes(text), NONE);
  }
}
