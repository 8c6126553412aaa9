package io.cofire.data.recordings.columns;

import static io.cofire.data.recordings.Decoding.big;
import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.Facts;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.types.MatlabType;

/** Vectors by hand and by the library's writer; the resources were written by SciPy 1.17. */
class MatDecoderTest {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final String[] EVENTS = {
    "10 0 3 1", "2000 127 0 0", "2000 5 126 1", "3000000000 64 7 1", "3000000007 1 2 0"
  };
  private static final double[] TIMES = {10, 2000, 2000, 3e9, 3000000007.0};

  /**
   * Doubles of which SciPy makes -v7 (deflated) and -v6, and integers in rows beside other data.
   */
  @ParameterizedTest
  @ValueSource(strings = {"deflated.mat", "plain.mat", "rows.mat"})
  void everyFileOfSciPyHasTheSameEvents(String name) throws IOException {
    assertThat(events(name, resource(name), NONE)).containsExactly(EVENTS);
    assertThat(Decoding.read(name, resource(name), NONE).geometry())
        .isEqualTo(new SensorGeometry(128, 127));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflated.mat", "plain.mat", "rows.mat"})
  void truncationsAndBitFlipsGiveOneErrorOrEvents(String name) throws IOException {
    Decoding.requireCleanTruncations(name, resource(name), NONE);
    Decoding.requireCleanBitFlips(name, resource(name), NONE, 7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filesOfTheLibrarysWriterDecode(boolean deflated) throws IOException {
    int compression = deflated ? Deflater.BEST_COMPRESSION : Deflater.NO_COMPRESSION;
    byte[] file =
        MatFiles.of(compression)
            .vector("ts", MatlabType.Double, TIMES)
            .vector("x", MatlabType.UInt16, 0, 127, 5, 64, 1)
            .text("note", "left aside")
            .vector("y", MatlabType.Int32, 3, 0, 126, 7, 2)
            .vector("pol", MatlabType.Int8, 1, -1, 1, 1, 0)
            .bytes();
    assertThat(events("a.mat", file, NONE)).containsExactly(EVENTS);
  }

  /**
   * Two events by the layout that MathWorks publishes: short names and numbers in the tag itself,
   * doubles stored as bytes, either byte order.
   */
  @Test
  void aFileByHandDecodesInBothByteOrders() throws IOException {
    byte[] little =
        bytes(
            header("IM"),
            bytes(
                little(14, 4),
                little(56, 4), // t: a double vector of 2 x 1, stored as uint16
                little(6, 4),
                little(8, 4),
                little(6, 4),
                little(0, 4),
                little(5, 4),
                little(8, 4),
                little(2, 4),
                little(1, 4),
                little(1, 2),
                little(1, 2),
                "t",
                new byte[3],
                little(4, 4),
                little(4, 4),
                little(300, 2),
                little(65_535, 2),
                little(0, 4)),
            bytes(
                little(14, 4),
                little(48, 4), // x: uint8, its numbers in the tag
                little(6, 4),
                little(8, 4),
                little(9, 4),
                little(0, 4),
                little(5, 4),
                little(8, 4),
                little(2, 4),
                little(1, 4),
                little(1, 2),
                little(1, 2),
                "x",
                new byte[3],
                little(2, 2),
                little(2, 2),
                239,
                7,
                0,
                0),
            bytes(
                little(14, 4),
                little(48, 4),
                little(6, 4),
                little(8, 4),
                little(9, 4),
                little(0, 4),
                little(5, 4),
                little(8, 4),
                little(2, 4),
                little(1, 4),
                little(1, 2),
                little(1, 2),
                "y",
                new byte[3],
                little(2, 2),
                little(2, 2),
                179,
                9,
                0,
                0),
            bytes(
                little(14, 4),
                little(56, 4), // the name as a full element of 3 bytes
                little(6, 4),
                little(8, 4),
                little(9, 4),
                little(0, 4),
                little(5, 4),
                little(8, 4),
                little(2, 4),
                little(1, 4),
                little(1, 4),
                little(3, 4),
                "pol",
                new byte[5],
                little(2, 2),
                little(2, 2),
                1,
                0,
                0,
                0));
    byte[] big =
        bytes(
            header("MI"),
            bytes(
                big(14, 4),
                big(56, 4),
                big(6, 4),
                big(8, 4),
                big(6, 4),
                big(0, 4),
                big(5, 4),
                big(8, 4),
                big(2, 4),
                big(1, 4),
                big(1, 2),
                big(1, 2),
                "t",
                new byte[3],
                big(4, 4),
                big(4, 4),
                big(300, 2),
                big(65_535, 2),
                big(0, 4)),
            bytes(
                big(14, 4),
                big(48, 4),
                big(6, 4),
                big(8, 4),
                big(9, 4),
                big(0, 4),
                big(5, 4),
                big(8, 4),
                big(1, 4),
                big(2, 4), // a row
                big(1, 2),
                big(1, 2),
                "x",
                new byte[3],
                big(2, 2),
                big(2, 2),
                239,
                7,
                0,
                0),
            bytes(
                big(14, 4),
                big(48, 4),
                big(6, 4),
                big(8, 4),
                big(9, 4),
                big(0, 4),
                big(5, 4),
                big(8, 4),
                big(2, 4),
                big(1, 4),
                big(1, 2),
                big(1, 2),
                "y",
                new byte[3],
                big(2, 2),
                big(2, 2),
                179,
                9,
                0,
                0),
            bytes(
                big(14, 4),
                big(48, 4),
                big(6, 4),
                big(8, 4),
                big(8, 4),
                big(0, 4),
                big(5, 4),
                big(8, 4),
                big(2, 4),
                big(1, 4),
                big(1, 2),
                big(1, 2),
                "p",
                new byte[3],
                big(2, 2),
                big(1, 2),
                1,
                255,
                0,
                0)); // int8: 1 and -1
    assertThat(events("a.mat", little, NONE)).containsExactly("300 239 179 1", "65535 7 9 0");
    assertThat(events("a.mat", big, NONE)).containsExactly("300 239 179 1", "65535 7 9 0");
  }

  @Test
  void timesAreMicrosecondsUnlessAnotherUnitIsStated() throws IOException {
    byte[] file = file(new double[] {0.5, 1.25}, new double[] {1, 2});
    assertThat(events("a.mat", file, NONE)).containsExactly("1 1 0 1", "1 2 0 0");
    assertThat(events("a.mat", file, NONE.withTimeUnit(TimeUnit.SECONDS)))
        .containsExactly("500000 1 0 1", "1250000 2 0 0");
  }

  /** As SpikingJelly reads ASL-DVS: both axes mirrored. */
  @Test
  void theConventionOfAslDvsTurnsTheField() throws IOException {
    DecodeOptions options =
        DecodeOptions.sensor(new SensorGeometry(240, 180)).withOrientation(Orientation.ROTATE_180);
    EventStream events =
        Decoding.read("a.mat", file(new double[] {5, 6}, new double[] {0, 239}), options);
    assertThat(Facts.event(events, 0)).isEqualTo("[5,239,179,1]");
    assertThat(Facts.event(events, 1)).isEqualTo("[6,0,179,0]");
  }

  @Test
  void wrongContentNamesTheVariableAndItsByte() throws IOException {
    assertThatThrownBy(() -> events("a.mat", file(new double[] {1, 2}, new double[] {3}), NONE))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("columns of unequal lengths at byte")
        .hasMessageContaining("expected 2 of x, xs, col, found 1");
    DecodeOptions small = DecodeOptions.sensor(new SensorGeometry(4, 4));
    assertThatThrownBy(() -> events("a.mat", file(new double[] {1, 2}, new double[] {3, 4}), small))
        .hasMessage(
            "Cannot read recording a.mat: number 1 of x at byte 200 (expected one in the column's range, found 4 (the sensor ends at 4))");
    assertThatThrownBy(
            () -> events("a.mat", file(new double[] {1, 2}, new double[] {3, 0.5}), NONE))
        .hasMessageContaining("number 1 of x at byte 200 (expected one in the column's range")
        .hasMessageContaining("found 0.5");
    assertThatThrownBy(
            () -> events("a.mat", MatFiles.of(0).vector("t", MatlabType.Double, 1).bytes(), NONE))
        .hasMessageContaining("missing column at byte")
        .hasMessageContaining("expected one of x, xs, col, found [t]");
  }

  @Test
  void filesThatAreHdf5InsideAreRefusedByName() {
    assertThatThrownBy(
            () -> events("a.mat", bytes("MATLAB 7.3 MAT-file, Platform: ", new byte[600]), NONE))
        .hasMessage(
            "Cannot read recording a.mat: kind of MAT-file at byte 0 (expected MATLAB 5.0 MAT-file, found MATLAB 7.3 MAT-file; save it with -v7)");
  }

  @Test
  void absurdSizesAreRefusedBeforeAnythingIsHeldForThem() {
    byte[] variable = bytes(header("IM"), little(14, 4), little(-8, 4), new byte[64]);
    assertThatThrownBy(() -> events("a.mat", variable, NONE))
        .hasMessage(
            "Cannot read recording a.mat: size of variable at byte 128 (expected at most 67108864 bytes, found 4294967288)");
    byte[] numbers =
        bytes(
            header("IM"),
            little(14, 4),
            little(48, 4),
            little(6, 4),
            little(8, 4),
            little(6, 4),
            little(0, 4),
            little(5, 4),
            little(8, 4),
            little(1 << 28, 4),
            little(1, 4),
            little(1, 2),
            little(1, 2),
            "t",
            new byte[3],
            little(9, 4),
            little(Integer.MAX_VALUE - 7, 4));
    assertThatThrownBy(() -> events("a.mat", numbers, NONE))
        .hasMessage(
            "Cannot read recording a.mat: element of a variable at byte 128 (expected numbers within 8 bytes, found type 9 of 2147483640 bytes)");
  }

  private static byte[] file(double[] times, double[] xs) throws IOException {
    double[] polarities = new double[times.length];
    polarities[0] = 1;
    return MatFiles.of(Deflater.NO_COMPRESSION)
        .vector("t", MatlabType.Double, times)
        .vector("x", MatlabType.Double, xs)
        .vector("y", MatlabType.Int16, new double[times.length])
        .vector("p", MatlabType.UInt8, polarities)
        .bytes();
  }

  private static byte[] header(String order) {
    String text = "MATLAB 5.0 MAT-file, written by hand";
    return bytes(
        text,
        " ".repeat(116 - text.length()),
        new byte[8],
        order.equals("IM") ? little(0x0100, 2) : big(0x0100, 2),
        order);
  }
}
