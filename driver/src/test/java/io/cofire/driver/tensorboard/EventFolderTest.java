package io.cofire.driver.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.tensorboard.EventFolder.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files as another reader, which knows nothing of ours, reads them. */
class EventFolderTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String LINE =
      "{\"step\":%d,\"steps\":9,\"epoch\":1,\"loss\":%s,\"accuracy\":0.25,\"testLoss\":null,"
          + "\"testAccuracy\":0.5,\"split\":{\"dataSeconds\":2.0,\"slowest\":{\"rank\":1}},"
          + "\"firingRates\":{\"stem.neuron\":0.125,\"head.neuron\":0.5},\"alarms\":[\"x\"]}";

  @TempDir Path folder;

  private EventFolder events() {
    return new EventFolder(new Configuration(false), new RunDirectory(folder.toString()));
  }

  private static Line line(int step, double loss) {
    return new Line(LINE.formatted(step, loss), 1000.5 + step);
  }

  /** One line an event: step, seconds, tag=value ... in the order of the files' names. */
  private List<String> read() throws Exception {
    assumeTrue(Files.isExecutable(PYTHON), "no python3");
    Path script = folder.resolve("read.py");
    try (var source = EventFolderTest.class.getResourceAsStream("read_events.py")) {
      Files.write(script, source.readAllBytes());
    }
    Process process =
        new ProcessBuilder(
                PYTHON.toString(), script.toString(), folder.resolve("tensorboard").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }

  @Test
  void anotherReaderFindsEveryScalarAndTheHistogram() throws Exception {
    events().write(1, List.of(line(1, 0.75), line(2, 0.5)));
    events().write(2, List.of(line(3, 1.5)));
    List<String> read = read();
    assertThat(read).hasSize(5);
    assertThat(read.get(0)).isEqualTo("version brain.Event:2");
    assertThat(read.get(1))
        .startsWith("1 1001.5 ")
        .contains("train/loss=0.75", "train/accuracy=0.25", "test/accuracy=0.5")
        .contains("split/dataSeconds=2.0", "firingRate/stem.neuron=0.125")
        .contains(
            "firingRates=[min 0.125 max 0.5 num 2.0 sum 0.625 squares 0.265625 in 21 bins: 2.0]")
        .doesNotContain("test/loss", "steps", "epoch", "alarms", "rank");
    assertThat(read.get(2)).startsWith("2 1002.5 ").contains("train/loss=0.5");
    assertThat(read.get(4)).startsWith("3 1003.5 ").contains("train/loss=1.5");
  }

  @Test
  void aRunThatGoesOnHasEachStepOnce() throws Exception {
    events().write(1, List.of(line(1, 1), line(2, 1)));
    events().write(2, List.of(line(3, 1), line(4, 1)));
    events().write(3, List.of(line(5, 1)));
    events().resume(2, List.of(line(3, 1)));
    events().write(2, List.of(line(3, 1), line(4, 7)));
    assertThat(read())
        .filteredOn(line -> !line.startsWith("version"))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void whatWasWrittenForAnEpochWithoutALineIsForgotten() throws IOException {
    events().resume(1, List.of());
    assertThat(folder.resolve("tensorboard")).doesNotExist();
    events().write(1, List.of(line(1, 1)));
    events().resume(1, List.of());
    try (var left = Files.list(folder.resolve("tensorboard"))) {
      assertThat(left.filter(file -> !file.getFileName().toString().startsWith("."))).isEmpty();
    }
  }
}
