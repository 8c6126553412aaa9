package io.cofire.data.recordings.columns.numpy;

import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of packets, written by NumPy 1.24's {@code np.save} and {@code np.savez}. */
class PickledPacketsTest {

  /** What Python printed of them. */
  private static final List<String> EVENTS =
      List.of(
          "1176 196 25 0",
          "1756 211 103 0",
          "1942 23 72 1",
          "2309 42 218 0",
          "2477 68 0 1",
          "3301 250 6 1",
          "3746 44 191 1",
          "4571 152 183 1",
          "4684 251 189 0");

  /** Three packets and None; other names and places of the fields; in an archive. */
  @ParameterizedTest
  @ValueSource(strings = {"packets.npy", "aligned.npy", "bins.npz"})
  void packetsFollowEachOther(String name) throws IOException {
    assertThat(read(name, pickled(name))).isEqualTo(EVENTS);
  }

  @Test
  void noPacketIsNoEvent() throws IOException {
    byte[] file = pickled("empty.npy");
    assertThatThrownBy(() -> read("empty.npy", file)).hasMessageContaining("it has no events");
  }

  /** NumPy 2 calls the same function otherwise. */
  @Test
  void theNamesOfBothNumpyAreKnown() throws IOException {
    byte[] file = pickled("packets.npy");
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("numpy.core.multiarray\n_reconstruct\n");
    byte[] second =
        text.replace("numpy.core.multiarray", "numpy._core.multiarray")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read("two.npy", second)).isEqualTo(EVENTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mixed.npy | found a packet of 5 elements in 80 bytes with fields [t, x, y, p])",
        "lists.npy | found another object)",
        "hostile.npy | found posix.system)",
        "repeated.npy | found packets of more bytes than the file has)"
      })
  void whatIsNoListOfPacketsIsRefusedAndNothingIsRun(String name, String found) throws IOException {
    byte[] file = pickled(name);
    assertThatThrownBy(() -> read(name, file))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Cannot read recording %s: array of objects at byte 128 (expected a list of arrays of one structure with t, x, y, p, %s",
            name, found);
  }

  @Test
  void whateverIsCutOrChangedIsReadOrRefused() throws IOException {
    byte[] file = pickled("packets.npy");
    for (int length = 129; length < file.length - 1; length += 7) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read("cut.npy", cut)).isInstanceOf(RecordingException.class);
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 3000; i++) {
      byte[] changed = file.clone();
      changed[random.nextInt(128, file.length)] = (byte) random.nextInt();
      try {
        read("changed.npy", changed);
      } catch (RecordingException expected) {
        assertThat(expected).hasMessageStartingWith("Cannot read recording changed.npy");
      }
    }
  }

  private static byte[] pickled(String name) throws IOException {
    return resource("pickled/" + name);
  }

  private static List<String> read(String name, byte[] file) throws IOException {
    return events(name, file, DecodeOptions.none());
  }
}
