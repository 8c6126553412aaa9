package io.cofire.data.recordings.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.Patience;
import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Decoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NumPy and h5py read what is written, event for event. */
class IndependentReadersTest {

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @BeforeAll
  static void require() throws IOException {
    boolean there =
        Files.isExecutable(Path.of(PYTHON))
            && run(List.of(PYTHON, "-c", "import numpy, h5py")).isEmpty();
    assumeTrue(there, "Skipped: no python3-numpy and python3-h5py of Debian for " + PYTHON);
  }

  @ParameterizedTest
  @EnumSource(names = {"NPZ", "HDF5", "CSV", "DAT", "EVT3"})
  void everyEventIsThere(WrittenFormat format) throws IOException {
    EventStream events =
        Streams.slower(
            Streams.runs(Key.of(93).child("python").random(), new SensorGeometry(640, 480), 2_000),
            200); // over a minute, with wraps of EVT3's clock
    Path script = folder.resolve("reader.py");
    Files.write(script, Decoding.resource("independent_reader.py"));
    String ending = format == WrittenFormat.HDF5 ? "h5" : format.word();
    Path file = folder.resolve("a." + (format == WrittenFormat.EVT3 ? "raw" : ending));
    Files.write(file, WrittenFormatTest.write(format, events));

    assertThat(run(List.of(PYTHON, script.toString(), file.toString())).lines())
        .containsExactlyElementsOf(lines(events));
  }

  private static List<String> lines(EventStream events) {
    return IntStream.range(0, events.size())
        .mapToObj(
            i ->
                "%d %d %d %d"
                    .formatted(
                        events.timesMicros()[i],
                        events.xs()[i] & 0xFFFF,
                        events.ys()[i] & 0xFFFF,
                        events.polarities()[i]))
        .toList();
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      return printed;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
