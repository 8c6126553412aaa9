package io.cofire.data.recordings.columns;

import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static io.cofire.data.recordings.Decoding.read;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Frugality;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HDF5 files in the layouts of data sets and tools, written by the library. */
class PeoplesHdf5Test {

  private static final DecodeOptions NONE = DecodeOptions.none();

  @TempDir Path folder;

  @Test
  void anAttributeStatesTheUnit() throws IOException {
    byte[] file =
        file(
            root -> {
              root.putDataset("t", new double[] {0, 2500}).putAttribute("unit", "us");
              putPixels(root);
            });
    assertThat(events("a.h5", file, NONE)).containsExactly("0 1 2 1", "2500 3 4 0");
    assertThat(findings(file, NONE).unit()).hasToString("microseconds, by attribute unit of /t");
    byte[] millis =
        file(
            root -> {
              root.putDataset("ts", new long[] {0, 25}).putAttribute("units", "milliseconds");
              putPixels(root);
            });
    assertThat(events("a.h5", millis, NONE)).containsExactly("0 1 2 1", "25000 3 4 0");
  }

  @Test
  void theNameStatesTheUnitAndAnotherNameIsNoColumn() throws IOException {
    byte[] named =
        file(
            root -> {
              root.putDataset("timestamp_ns", new long[] {0, 25_000});
              root.putDataset("x_undistorted", new double[] {0.5, 1.5});
              putPixels(root);
            });
    assertThat(events("a.h5", named, NONE)).containsExactly("0 1 2 1", "25 3 4 0");
    byte[] two =
        file(
            root -> {
              root.putDataset("t", new long[] {0, 25});
              root.putDataset("t_ms", new long[] {0, 25});
              putPixels(root);
            });
    assertThatThrownBy(() -> events("a.h5", two, NONE)).hasMessageContaining("columns of a group");
  }

  /** DSEC's layout without its compression: the offset stands above the group of the events. */
  @Test
  void anOffsetAboveTheGroupIsAddedToTheTimes() throws IOException {
    byte[] file =
        file(
            root -> {
              root.putDataset("t_offset", new long[] {49_599_300_523L});
              root.putDataset("ms_to_idx", new long[] {0, 1});
              WritableGroup events = root.putGroup("events");
              events.putDataset("t", new int[] {0, 700});
              putPixels(events);
            });
    assertThat(events("a.h5", file, NONE))
        .containsExactly("49599300523 1 2 1", "49599301223 3 4 0");
    byte[] many =
        file(
            root -> {
              root.putDataset("t_offset", new long[] {1, 2});
              root.putDataset("t", new long[] {0, 700});
              putPixels(root);
            });
    assertThatThrownBy(() -> events("a.h5", many, NONE))
        .hasMessageContaining("/t_offset at byte 0 (expected one number, found 2)");
  }

  @Test
  void tablesAreKnownByTheirPlaceOrNamedByTheUser() throws IOException {
    byte[] v2e = file(root -> root.putDataset("events", new int[][] {{5, 1, 2, 1}, {9, 3, 4, 0}}));
    assertThat(events("a.h5", v2e, NONE)).containsExactly("5 1 2 1", "9 3 4 0");
    byte[] other = file(root -> root.putDataset("table", new int[][] {{1, 2, 1, 5}, {3, 4, 0, 9}}));
    assertThatThrownBy(() -> events("a.h5", other, NONE))
        .hasMessageContaining("name the columns, found [/table of 4 columns without names]");
    assertThat(events("a.h5", other, NONE.withColumns(ColumnOrder.of("x,y,p,t"))))
        .containsExactly("5 1 2 1", "9 3 4 0");
    byte[] real =
        file(root -> root.putDataset("events", new double[][] {{1, 2, 1, 5}, {3, 4, 0, 9}}));
    assertThatThrownBy(() -> events("a.h5", real, NONE)).hasMessageContaining("name the columns");
  }

  @Test
  void ofTwoCamerasOfMvsecTheLeftIsReadAndTheOtherByChoice() throws IOException {
    byte[] file =
        file(
            root -> {
              WritableGroup davis = root.putGroup("davis");
              davis.putGroup("right").putDataset("events", new double[][] {{7, 8, 2.5, -1}});
              davis.putGroup("left").putDataset("events", new double[][] {{1, 2, 1.5, 1}});
            });
    assertThat(events("a.hdf5", file, NONE)).containsExactly("1500000 1 2 1");
    assertThat(events("a.hdf5", file, NONE.withStream("right"))).containsExactly("2500000 7 8 0");
    assertThat(events("a.hdf5", file, NONE.withStream("davis/right/events")))
        .containsExactly("2500000 7 8 0");
    assertThat(findings(file, NONE).left()).containsExactly("/davis/right/events");
    assertThatThrownBy(() -> events("a.hdf5", file, NONE.withStream("middle")))
        .hasMessageContaining("choose one as the stream");
  }

  /** One dataset of compounds, plain and packed, with an attribute for the sensor. */
  @ParameterizedTest
  @ValueSource(strings = {"plain.h5", "shuffled.h5"})
  void metavisionIsReadWithItsSensor(String name) throws IOException {
    byte[] file = resource("metavision/" + name);
    assertThat(events(name, file, NONE))
        .hasSize(300)
        .startsWith("16000000 0 0 0", "16000037 7 5 1")
        .endsWith("16011063 813 55 1");
    assertThat(read(name, file, NONE).geometry()).isEqualTo(new SensorGeometry(1280, 720));
  }

  @Test
  void prophesesCodecIsRefusedByName() throws IOException {
    byte[] file = resource("metavision/ecf.h5");
    assertThatThrownBy(() -> events("a.hdf5", file, NONE))
        .hasMessageContaining("Prophesee's own codec (filter 36559)");
  }

  /** From 16 MiB on a file is mapped: a length that it states and has not is no allocation. */
  @Test
  void sizesThatALargeFileStatesAreHeldAgainstItsLength() throws IOException {
    byte[] large = Arrays.copyOf(resource("metavision/plain.h5"), (16 << 20) + 5);
    assertThat(events("a.h5", large, NONE)).hasSize(300);
    int refused = 0;
    for (int at = 8; at < 1500; at += 76) {
      byte[] file = large.clone();
      System.arraycopy(little(Integer.MAX_VALUE - 8, 4), 0, file, at, 4);
      Throwable thrown =
          Frugality.thrown(
              () ->
                  Recordings.decode(
                      new RecordingInput("a.h5", new ByteArrayInputStream(file)),
                      NONE,
                      (times, xs, ys, polarities, count) -> {}));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(RecordingException.class).hasMessageContaining("at byte");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static void putPixels(WritableGroup group) {
    group.putDataset("x", new int[] {1, 3});
    group.putDataset("y", new int[] {2, 4});
    group.putDataset("p", new byte[] {1, 0});
  }

  private byte[] file(Consumer<WritableGroup> content) throws IOException {
    Path path = folder.resolve("a.h5");
    Files.deleteIfExists(path);
    try (WritableHdfFile file = HdfFile.write(path)) {
      content.accept(file);
    }
    return Files.readAllBytes(path);
  }

  private static Findings findings(byte[] file, DecodeOptions options) throws IOException {
    RecordingInput input = new RecordingInput("a.h5", new ByteArrayInputStream(file));
    Recordings.read(input, options);
    return input.findings();
  }
}
