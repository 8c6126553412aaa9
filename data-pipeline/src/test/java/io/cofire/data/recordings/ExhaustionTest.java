package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.Specimens.Specimen;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Errors of the virtual machine end at the border of a recording. */
class ExhaustionTest {

  @Test
  void aRecordingForWhichThereIsNoMemoryIsNamed() throws IOException {
    assertThatThrownBy(() -> decode(new OutOfMemoryError("Java heap space")))
        .isInstanceOf(RecordingException.class)
        .hasMessageMatching(
            "Cannot read recording a[.]npy: given up at byte \\d+ \\(it takes more memory than there is"
                + " \\(Java heap space; the heap has \\d+ MiB\\); give more with --memory, or leave it out\\)");
  }

  @Test
  void aRecordingThatIsNestedTooDeeplyIsNamed() {
    assertThatThrownBy(() -> decode(new StackOverflowError()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("its content is nested too deeply");
  }

  private static void decode(Error error) throws IOException {
    Specimen specimen =
        Specimens.all().stream()
            .filter(one -> one.format().equals("npy"))
            .findFirst()
            .orElseThrow();
    EventSink exhausted =
        (times, xs, ys, polarities, count) -> {
          throw error;
        };
    RecordingInput input = new RecordingInput("a.npy", new ByteArrayInputStream(specimen.bytes()));
    Recordings.decode(input, DecodeOptions.none(), exhausted);
  }
}
