package io.cofire.data.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DvsGestureFolderTest {

  @TempDir Path temporary;

  @Test
  void theFolderIsThatOfDvsGesture() throws IOException {
    Path folder = temporary.resolve("set");
    AtomicInteger heard = new AtomicInteger();

    int recordings =
        new DvsGestureFolder(3, 2, 1).write(folder, 1, (done, total) -> heard.incrementAndGet());

    assertThat(recordings).isEqualTo(3);
    assertThat(heard).hasValue(3);
    assertThat(files(folder))
        .containsExactly(
            "gesture_mapping.csv",
            "trials_to_test.txt",
            "trials_to_train.txt",
            "user01_fluorescent.aedat",
            "user01_fluorescent_labels.csv",
            "user01_fluorescent_led.aedat",
            "user01_fluorescent_led_labels.csv",
            "user02_fluorescent.aedat",
            "user02_fluorescent_labels.csv");
    assertThat(folder.resolve("trials_to_train.txt"))
        .hasContent("user01_fluorescent.aedat\nuser01_fluorescent_led.aedat");
    assertThat(folder.resolve("trials_to_test.txt")).hasContent("user02_fluorescent.aedat");
    trialsLieInTheRecording(folder, "user02_fluorescent");
  }

  @Test
  void aSeedDecidesEveryByte() throws IOException {
    for (String name : List.of("a", "b")) {
      new DvsGestureFolder(7, 1, 1).write(temporary.resolve(name), 1, (done, total) -> {});
    }
    new DvsGestureFolder(8, 1, 1).write(temporary.resolve("c"), 1, (done, total) -> {});
    List<String> files = files(temporary.resolve("a"));
    assertThat(files(temporary.resolve("b"))).isEqualTo(files);
    for (String file : files) {
      byte[] bytes = Files.readAllBytes(temporary.resolve("a").resolve(file));
      assertThat(Files.readAllBytes(temporary.resolve("b").resolve(file))).isEqualTo(bytes);
      if (file.startsWith("user")) {
        assertThat(Files.readAllBytes(temporary.resolve("c").resolve(file))).isNotEqualTo(bytes);
      }
    }
  }

  private static void trialsLieInTheRecording(Path folder, String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name + "_labels.csv"));
    EventStream events = read(folder.resolve(name + ".aedat"));
    assertThat(events.geometry()).isEqualTo(new SensorGeometry(128, 128));
    assertThat(lines.get(0)).isEqualTo("class,startTime_usec,endTime_usec");
    List<Integer> classes = new ArrayList<>();
    long inside = 0;
    long before = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      long start = Long.parseLong(fields[1]);
      long end = Long.parseLong(fields[2]);
      classes.add(Integer.parseInt(fields[0]));
      assertThat(start).isGreaterThan(before);
      assertThat(end - start).isBetween(270_000L, 320_000L);
      long count = 0;
      for (long time : events.timesMicros()) {
        count += time >= start && time < end ? 1 : 0;
      }
      assertThat(count).isBetween(2_500L, 75_000L);
      inside += count;
      before = end;
    }
    assertThat(classes).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(inside).isEqualTo(events.size());
  }

  private static EventStream read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Recordings.read(new RecordingInput(file.toString(), in), DecodeOptions.none());
    }
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
