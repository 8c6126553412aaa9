package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Streams;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.EventWindows;
import io.cofire.data.frames.Reduction;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.Specimens;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings in other formats, by the command line. */
class ConvertTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(40, 30);
  private static final EventStream EVENTS =
      Streams.runs(Key.of(96).child("convert").random(), SENSOR, 5_000);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.aedat4", "a.raw", "a.dat", "a.npz", "a.h5", "a.csv", "a.hdf5"})
  void aRecordingGoesThereAndBack(String name) throws IOException {
    Path csv = csv("in.csv", EVENTS);
    Path there = folder.resolve(name);
    Path back = folder.resolve("back.csv");

    String said = convert(0, csv, there, "--sensor=40x30");
    convert(0, there, back, "--sensor=40x30");

    assertThat(said).endsWith(there + ": 5,000 events, 40x30, " + format(name) + "\n");
    assertThat(back).hasSameBinaryContentAs(csv);
    Streams.assertSame(read(there), EVENTS);
  }

  private static String format(String name) {
    return name.endsWith("raw") ? "evt3" : name.matches(".*h.*5") ? "hdf5" : ending(name);
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Test
  void everyFormatThatIsReadCanBeConverted() throws IOException {
    for (Specimens.Specimen specimen : Specimens.all()) {
      if (specimen.options().columns().isPresent() || specimen.options().sensor().isPresent()) {
        continue; // its options are not words
      }
      String name = specimen.name().replaceAll("[^A-Za-z0-9]", "-");
      Path in = Files.write(folder.resolve(name + ".in"), specimen.bytes());
      Path out = folder.resolve(name + ".npz");
      EventStream events =
          Recordings.read(
              new RecordingInput(in.toString(), new ByteArrayInputStream(specimen.bytes())),
              specimen.options().withFormat(specimen.format()));

      List<String> words = new ArrayList<>(List.of("--format=" + specimen.format()));
      specimen.options().stream().ifPresent(stream -> words.add("--stream=" + stream));
      convert(0, in, out, words.toArray(String[]::new));

      Streams.assertSame(read(out, events.geometry()), events);
    }
  }

  @Test
  void timesAreCutAndShifted() throws IOException {
    Path csv = csv("in.csv", Streams.at(-3, 1_000, 1_999, 2_000, 5_000));
    Path out = folder.resolve("out.csv");

    String said = convert(0, csv, out, "--from=1ms", "--to=0.002s", "--shift=first");

    assertThat(said).contains("dropped: 3 events by the time\n");
    assertThat(out).hasContent("t,x,y,p\n0,1,0,1\n999,1,0,1\n");
    convert(0, csv, folder.resolve("later.csv"), "--from=2000", "--shift=-1.5ms");
    assertThat(folder.resolve("later.csv")).hasContent("t,x,y,p\n500,1,0,1\n3500,1,0,1\n");
  }

  @Test
  void aPartOfTheSensorIsMovedToTheCorner() throws IOException {
    Path out = folder.resolve("out.aedat4");

    convert(0, csv("in.csv", EVENTS), out, "--sensor=40x30", "--crop=10,5,20x15");

    EventBuilder expected = new EventBuilder();
    for (int i = 0; i < EVENTS.size(); i++) {
      int x = EVENTS.xs()[i] - 10;
      int y = EVENTS.ys()[i] - 5;
      if (x >= 0 && x < 20 && y >= 0 && y < 15) {
        expected.add(EVENTS.timesMicros()[i], x, y, EVENTS.polarities()[i]);
      }
    }
    Streams.assertSame(read(out), expected.build(new SensorGeometry(20, 15)));
  }

  @Test
  void pixelsBecomeFewerAsInRecipes() throws IOException {
    Path out = folder.resolve("out.aedat4");

    convert(0, csv("in.csv", EVENTS), out, "--sensor=40x30", "--divide=7");

    EventWindows none = new EventWindows(new int[0], new int[0]);
    Streams.assertSame(read(out), new Reduction.Divide(7).apply(EVENTS, none).events());
  }

  @Test
  void everyThirdColumnAndRowStays() throws IOException {
    Path out = folder.resolve("out.aedat4");

    convert(0, csv("in.csv", EVENTS), out, "--sensor=40x30", "--keep-every=3");

    EventBuilder expected = new EventBuilder();
    for (int i = 0; i < EVENTS.size(); i++) {
      if (EVENTS.xs()[i] % 3 == 0 && EVENTS.ys()[i] % 3 == 0) {
        expected.add(
            EVENTS.timesMicros()[i],
            EVENTS.xs()[i] / 3,
            EVENTS.ys()[i] / 3,
            EVENTS.polarities()[i]);
      }
    }
    Streams.assertSame(read(out), expected.build(new SensorGeometry(14, 10)));
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Path csv = csv("in.csv", EVENTS);

    String said = convert(2, csv, csv);

    assertThat(said)
        .isEqualTo(
            "cofire: Cannot write "
                + csv
                + ": it is there already; delete it or choose another name\n");
    Path there = Files.createDirectory(folder.resolve("folder.npz"));
    assertThat(convert(2, csv, there)).contains("it is there already");
  }

  @Test
  void whatCannotBeDoneIsSaidAndLeavesNothing() throws IOException {
    Path csv = csv("in.csv", Streams.at(-3, 7));
    Path damaged = Files.writeString(folder.resolve("damaged.csv"), "1,2,0,1\n2,2\n");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "t,x,y,p\n");
    List<Path> before = inFolder();

    assertThat(convert(2, csv, folder.resolve("out.raw")))
        .contains("out.raw: EVT3 has a clock of 24 bits, and its first time must be in");
    assertThat(convert(2, csv, folder.resolve("out.bin")))
        .contains("Cannot tell the format of ")
        .contains("*.aedat4 for aedat4, *.raw for evt3")
        .contains("or state --to-format");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--to-format=evt9"))
        .contains("Invalid --to-format: evt9 (expected one of aedat4, evt3,");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--crop=1,0,3x1"))
        .contains("Invalid --crop: 1,0,3x1 (must lie on the sensor, which has 2x1 pixels)");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--crop=1,0,0x1"))
        .contains("Invalid --crop: 1,0,0x1 (sides must be in 1..65536)");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--divide=2"))
        .contains("Invalid --divide: 2 (must be at most the shorter side of 2x1)");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--keep-every=0"))
        .contains("Invalid --keep-every: 0 (must be at least 1)");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--from=8"))
        .contains("none of its 2 events, from -3 us to 7 us, is left; cut less away");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--from=8", "--to=8"))
        .contains("Invalid --to: 8 (must be after --from)");
    assertThat(convert(2, csv, folder.resolve("out.csv"), "--from=soon"))
        .contains("Invalid --from: soon (expected whole microseconds, or a time such as 250ms");
    assertThat(convert(3, damaged, folder.resolve("out.csv"))).contains("Cannot read recording");
    assertThat(convert(3, empty, folder.resolve("out.csv"))).contains("it has no events");
    assertThat(convert(3, folder, folder.resolve("out.csv"))).contains("it is a folder");
    assertThat(convert(3, folder.resolve("none.csv"), folder.resolve("out.csv")))
        .contains("no such file; check the path");

    assertThat(inFolder()).isEqualTo(before);
  }

  @Test
  void anInputThatIsCutAtItsEndLeavesNothing() throws IOException {
    Path csv = csv("in.csv", EVENTS);
    for (String name : List.of("whole.aedat4", "whole.npz", "whole.h5")) {
      Path whole = folder.resolve(name);
      convert(0, csv, whole, "--sensor=40x30");
      byte[] bytes = Files.readAllBytes(whole);
      Path cut = folder.resolve("cut-" + name);
      Files.write(cut, Arrays.copyOf(bytes, bytes.length - bytes.length / 3));
      List<Path> before = inFolder();

      assertThat(convert(3, cut, folder.resolve("out.csv")))
          .startsWith("cofire: Cannot read recording " + cut + ": ")
          .hasLineCount(1);

      assertThat(inFolder()).isEqualTo(before);
    }
  }

  @Test
  void whatAKilledConversionLeftIsWrittenAnew() throws IOException {
    Path csv = csv("in.csv", Streams.at(0, 3));
    Files.writeString(folder.resolve(".out.csv.unfinished"), "t,x,y");

    convert(0, csv, folder.resolve("out.csv"));

    assertThat(folder.resolve("out.csv")).hasSameBinaryContentAs(csv);
    assertThat(folder.resolve(".out.csv.unfinished")).doesNotExist();
  }

  @Test
  void aFilteredRecordingSaysWhatWasDroppedByEach() throws IOException {
    Path csv = csv("in.csv", Streams.at(0, 3, 900_000));

    assertThat(convert(2, csv, folder.resolve("out.csv"), "--filter=background-activity:1ms"))
        .contains("none of its 3 events, from 0 us to 900,000 us, is left");
    assertThat(convert(0, csv, folder.resolve("out.csv"), "--filter=hot-pixels:4", "--to=1s"))
        .doesNotContain("dropped");
    assertThat(convert(2, csv, folder.resolve("b.csv"), "--filter=hot-pixels:2"))
        .contains("is left");
  }

  @Test
  void whatMayBeMeantOtherwiseIsSaid() throws IOException {
    Path csv = csv("in.csv", Streams.at(0, 3));

    assertThat(convert(0, csv, folder.resolve("out.npz"), "--time-unit=ms"))
        .isEqualTo(
            """
            IN: times in milliseconds, by the option
            note: npz has no place for the size of the sensor: state --sensor=2x1 where it is read
            OUT: 2 events, 2x1, npz
            """
                .replace("IN", csv.toString())
                .replace("OUT", folder.resolve("out.npz").toString()));
    assertThat(convert(0, csv, folder.resolve("out.dat")))
        .contains("warning: " + csv + ": it lasts under 1 ms if its times are microseconds");
  }

  @Test
  void theLaunchersHelpAndTheCommandsNameIt() {
    assertThat(CommandOutput.of(0, "convert", "--help")).contains("--to-format=NAME");
    assertThat(CommandOutput.of(0, "--help")).contains("convert");
  }

  private List<Path> inFolder() throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    }
  }

  private static String convert(int code, Path in, Path out, String... options) {
    String[] arguments =
        Stream.concat(Stream.of("convert", in.toString(), out.toString()), Stream.of(options))
            .toArray(String[]::new);
    return CommandOutput.of(code, arguments);
  }

  private Path csv(String name, EventStream events) throws IOException {
    StringBuilder text = new StringBuilder("t,x,y,p\n");
    for (int i = 0; i < events.size(); i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%d,%d%n",
              events.timesMicros()[i],
              events.xs()[i],
              events.ys()[i],
              events.polarities()[i]));
    }
    return Files.writeString(folder.resolve(name), text, StandardCharsets.US_ASCII);
  }

  private static EventStream read(Path file) throws IOException {
    return read(file, SENSOR);
  }

  private static EventStream read(Path file, SensorGeometry sensor) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    RecordingInput input = new RecordingInput(file.toString(), new ByteArrayInputStream(bytes));
    return Recordings.read(input, DecodeOptions.sensor(sensor));
  }
}
