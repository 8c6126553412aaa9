package io.cofire.data.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10DvsFolderTest {

  @TempDir Path temporary;

  @Test
  void theFolderIsThatOfCifar10DvsAndItsReaderSeesTheSimulation() throws IOException {
    Path png = SharedData.require("cifar10-subset").resolve("png");
    StillImages images = StillImages.open(png, Optional.empty(), Optional.empty());
    AtomicInteger heard = new AtomicInteger();
    Path folder = temporary.resolve("set");

    int recordings =
        new Cifar10DvsFolder(3, 3).write(folder, images, (done, total) -> heard.incrementAndGet());

    assertThat(recordings).isEqualTo(3);
    assertThat(heard).hasValue(3);
    assertThat(files(folder))
        .containsExactly(
            "airplane/cifar10_airplane_0.aedat",
            "airplane/cifar10_airplane_1.aedat",
            "deer/cifar10_deer_0.aedat");
    EventStream read = read(folder.resolve("airplane/cifar10_airplane_0.aedat"));
    EventStream seen =
        ImageSimulator.simulate(
            StillImagesTest.read(images, 1).get(0).grey(),
            ImageMotion.LOOP,
            new SensorGeometry(128, 128),
            Key.of(3).child("cifar10-dvs").child(0));
    assertThat(read.size()).isGreaterThan(10_000);
    assertThat(read.timesMicros()).isEqualTo(seen.timesMicros());
    assertThat(read.xs()).isEqualTo(seen.xs());
    assertThat(read.ys()).isEqualTo(seen.ys());
    assertThat(read.polarities()).isEqualTo(seen.polarities());
  }

  private static EventStream read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Recordings.read(new RecordingInput(file.toString(), in), DecodeOptions.cifar10Dvs());
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
