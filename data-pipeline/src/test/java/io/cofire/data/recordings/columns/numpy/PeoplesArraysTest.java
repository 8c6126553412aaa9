package io.cofire.data.recordings.columns.numpy;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static io.cofire.data.recordings.Decoding.resource;
import static io.cofire.data.recordings.columns.numpy.NumpyFiles.archive;
import static io.cofire.data.recordings.columns.numpy.NumpyFiles.array;
import static io.cofire.data.recordings.columns.numpy.NumpyFiles.npy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.columns.PeoplesColumns;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NumPy arrays and archives as people keep events in them. */
class PeoplesArraysTest {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final DecodeOptions XYPT = NONE.withColumns(ColumnOrder.of("x,y,p,t"));

  @Test
  void wholeNanosecondsAreReadAsSuchWhereTheUserSaysSo() throws IOException {
    String name = "npz_int_nanoseconds.npz";
    assertThat(people(name, NONE.withTimeUnit(TimeUnit.NANOSECONDS)))
        .isEqualTo(PeoplesColumns.events());
    assertThat(people(name, NONE)).startsWith("0 0 0 0", "1500000 3 5 1");
  }

  @Test
  void aTableOfRowsIsReadableByNamingItsColumnsAndTheirUnit() throws IOException {
    String name = "npy_2d_xypt_milliseconds.npy";
    assertThatThrownBy(() -> people(name, NONE))
        .hasMessage(
            "Cannot read recording %s: array of two dimensions at byte 128 (expected names for its columns; name the columns, found 200 rows of 4 numbers)"
                .formatted(name));
    assertThat(people(name, XYPT.withTimeUnit(TimeUnit.MILLISECONDS)))
        .isEqualTo(PeoplesColumns.events());
    assertThat(people(name, NONE.withColumns(ColumnOrder.of("x,y,p,t_ms"))))
        .isEqualTo(PeoplesColumns.events());
    assertThatThrownBy(() -> people(name, NONE.withColumns(ColumnOrder.of("x,y,p,_,t"))))
        .hasMessageContaining("expected 5 columns, x,y,p,_,t, found 200 rows of 4 numbers");
  }

  @Test
  void tablesMayLieColumnByColumn() throws IOException {
    List<String> expected = List.of("7 1 2 1", "9 3 4 0");
    long[] columns = {1, 3, 2, 4, 1, 0, 7, 9};
    assertThat(events("a.npy", array("(2, 4)", false, 1, 2, 1, 7, 3, 4, 0, 9), XYPT))
        .isEqualTo(expected);
    assertThat(events("a.npy", array("(2, 4)", true, columns), XYPT)).isEqualTo(expected);
    assertThat(events("a.npy", array("(4, 2)", false, columns), XYPT)).isEqualTo(expected);
    assertThat(events("a.npy", array("(1, 4)", false, 1, 2, 1, 7), XYPT))
        .containsExactly("7 1 2 1");
    byte[] four = array("(4, 4)", true, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 1, 5, 6, 7, 8);
    assertThatThrownBy(() -> events("a.npy", four, XYPT)).hasMessageContaining("polarity");
  }

  @Test
  void archivesMayHoldOneStructureOrOneTable() throws IOException {
    assertThat(people("npz_nimagenet_event_data.npz", NONE)).isEqualTo(PeoplesColumns.events());
    byte[] structure =
        npy(
            "[('t_ns', '<i8'), ('x', '<u2'), ('y', '<u2'), ('on', '?')]",
            "(1,)",
            false,
            bytes(little(9000, 8), little(1, 2), little(2, 2), 1));
    assertThat(
            events("a.npz", archive("frames", array("(3,)", false, 1, 2, 3), "e", structure), NONE))
        .containsExactly("9 1 2 1");
    byte[] table = array("(1, 4)", false, 1, 2, 1, 7);
    byte[] two = array("(2, 4)", false, 1, 2, 1, 7, 3, 4, 0, 9);
    assertThat(events("a.npz", archive("arr_0", two), XYPT)).containsExactly("7 1 2 1", "9 3 4 0");
    assertThatThrownBy(() -> events("a.npz", archive("arr_0", two), NONE))
        .hasMessageContaining("a.npz!arr_0.npy: array of two dimensions")
        .hasMessageContaining("name the columns, found 2 rows of 4 numbers");
    assertThatThrownBy(() -> events("a.npz", archive("a", structure, "b", structure), NONE))
        .hasMessageContaining("several tables of events")
        .hasMessageContaining("choose one as the stream");
    assertThat(events("a.npz", archive("a", table, "b", structure), NONE.withStream("b")))
        .containsExactly("9 1 2 1");
  }

  @Test
  void positiveAndNegativeEventsBecomeOneStreamInTheOrderOfTime() throws IOException {
    EventStream events = Decoding.read("npz_pos_neg.npz", resource("people/npz_pos_neg.npz"), NONE);
    assertThat(events.size()).isEqualTo(200);
    assertThat(people("npz_pos_neg.npz", NONE)) // its times have 16 bits and begin again
        .startsWith("0 0 0 0", "356 13 11 1", "464 4 28 0", "928 8 56 0")
        .endsWith("65428 9 79 1");
    byte[] pos = array("(2, 3)", false, 1, 2, 5, 3, 4, 9);
    byte[] neg = array("(1, 3)", false, 5, 6, 9);
    assertThat(events("a.npz", archive("pos", pos, "neg", neg), NONE))
        .containsExactly("5 1 2 1", "9 3 4 1", "9 5 6 0");
    byte[] none = array("(0, 3)", false);
    assertThat(events("a.npz", archive("neg", none, "pos", pos), NONE))
        .containsExactly("5 1 2 1", "9 3 4 1");
    assertThatThrownBy(() -> events("a.npz", archive("pos", pos), NONE))
        .hasMessageContaining("missing column");
    byte[] wrong = array("(1, 4)", false, 1, 2, 3, 4);
    assertThatThrownBy(() -> events("a.npz", archive("pos", wrong, "neg", neg), NONE))
        .hasMessageContaining("expected rows of x, y, t");
  }

  /**
   * The order of NumPy's stable argsort of {@code vstack((pos, neg))} by time, as printed there.
   */
  @Test
  void signsThatAreInNoOrderOfTimeAreSortedTogether() throws IOException {
    byte[] pos = array("(4, 3)", false, 7, 1, 3, 1, 2, 1, 3, 4, 8, 5, 6, 3);
    byte[] neg = array("(3, 3)", false, 9, 9, 8, 2, 2, 3, 4, 4, 2);
    assertThat(events("a.npz", archive("neg", neg, "pos", pos), NONE))
        .containsExactly(
            "1 1 2 1", "2 4 4 0", "3 7 1 1", "3 5 6 1", "3 2 2 0", "8 3 4 1", "8 9 9 0");
  }

  @Test
  void namesOfArraysStateUnitsAndAnOffsetIsAdded() throws IOException {
    byte[] one = array("(1,)", false, 1);
    byte[] time = array("(1,)", false, 8_000);
    assertThat(events("a.npz", archive("t_ns", time, "x", one, "y", one, "p", one), NONE))
        .containsExactly("8 1 1 1");
    byte[] offset = array("()", false, 500);
    assertThat(
            events(
                "a.npz",
                archive("t_offset", offset, "t", time, "x", one, "y", one, "p", one),
                NONE))
        .containsExactly("8500 1 1 1");
    assertThatThrownBy(
            () -> events("a.npz", archive("t", time, "x_all", one, "y", one, "p", one), NONE))
        .hasMessageContaining("missing column");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdf5_float_microseconds.h5", "hdf5_mvsec_n_by_4.h5"})
  void hdf5FilesAreReadWithTheirUnit(String name) throws IOException {
    boolean mvsec = name.contains("mvsec");
    List<String> read = people(name, mvsec ? NONE : NONE.withTimeUnit(TimeUnit.MICROSECONDS));
    long start = Long.parseLong(read.get(0).split(" ", 2)[0]);
    assertThat(read).isEqualTo(PeoplesColumns.events(i -> i % 2, start));
    assertThat(mvsec ? start > 0 : start == 0).isTrue();
  }

  @Test
  void microsecondsThatReadAsSecondsAreDoubted() throws IOException {
    assertThat(doubts("hdf5_float_microseconds.h5"))
        .containsExactly(
            "lasts over an hour if its times are seconds (by times with fractions, which nothing states otherwise); state the unit if they are not");
  }

  @Test
  void nanosecondsThatReadAsMicrosecondsAreDoubted() throws IOException {
    assertThat(doubts("npz_int_nanoseconds.npz"))
        .containsExactly(
            "has fewer than 100 events a second for over a minute if its times are microseconds (by whole times, which nothing states otherwise); state the unit if they are not");
  }

  @Test
  void theOffsetOfHdf5TimesIsAdded() throws IOException {
    List<String> read = people("hdf5_flat_with_t_offset.h5", NONE);
    long start = Long.parseLong(read.get(0).split(" ", 2)[0]);
    assertThat(start).isPositive();
    assertThat(read).isEqualTo(PeoplesColumns.events(i -> i % 2, start));
  }

  @Test
  void spikesOfACochleaAreOneRow() throws IOException {
    EventStream spikes =
        Decoding.read("hdf5_shd_spikes.h5", resource("people/hdf5_shd_spikes.h5"), NONE);
    assertThat(spikes.geometry()).isEqualTo(new SensorGeometry(700, 1));
    assertThat(spikes.size()).isPositive();
    assertThat(people("hdf5_shd_spikes.h5", NONE).get(0)).endsWith(" 0 1");
    assertThatThrownBy(() -> people("hdf5_shd_spikes.h5", NONE.withStream("9999")))
        .hasMessageContaining("stream");
  }

  private static List<String> people(String name, DecodeOptions options) throws IOException {
    return events(name, resource("people/" + name), options);
  }

  private static List<String> doubts(String name) throws IOException {
    RecordingInput input =
        new RecordingInput(name, new ByteArrayInputStream(resource("people/" + name)));
    long[] times = Recordings.read(input, NONE).timesMicros();
    return input.findings().doubts(times.length, times[0], times[times.length - 1]);
  }
}
