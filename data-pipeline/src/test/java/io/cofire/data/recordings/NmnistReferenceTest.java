package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real N-MNIST recording against the decode that its source publishes. */
class NmnistReferenceTest {

  /** The source's own decoder counts x and y from 1 and has p = 1 for OFF, 2 for ON. */
  @Test
  void oneRecordingEqualsTheSourcesOwnDecodeEventForEvent() throws IOException {
    Path folder = SharedData.require("nmnist-small");
    EventStream events = Facts.read(folder.resolve("Train/5/00001.bin"), DecodeOptions.none());
    List<String> found = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      found.add(
          "%d,%d,%d,%d"
              .formatted(
                  events.xs()[i] + 1,
                  events.ys()[i] + 1,
                  events.polarities()[i] + 1,
                  events.timesMicros()[i]));
    }
    List<String> lines = Files.readAllLines(folder.resolve("expected/1_raw_spikes.csv"));
    assertThat(found).isEqualTo(lines.subList(1, lines.size()));
  }
}
