package io.cofire.data.recordings.ros;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static io.cofire.data.recordings.Decoding.read;
import static io.cofire.data.recordings.Decoding.requireCleanBitFlips;
import static io.cofire.data.recordings.Decoding.requireCleanTruncations;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bags that Debian's python3-rosbag wrote ({@code ros/bags.py}). */
class BagDecoderTest {

  private static final DecodeOptions NONE = DecodeOptions.none();

  /** The arithmetic of {@code bags.py}. */
  private static List<String> written(int count, long startSeconds) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "%d %d %d %d"
                    .formatted(
                        startSeconds * 1_000_000 + (999_000_000L + i * 1_000_777L) / 1000,
                        i * 7 % 240,
                        i % 180,
                        i % 3 == 0 ? 1 : 0))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.bag", "lz4.bag", "bz2.bag", "unsized.bag"})
  void everyPackingGivesTheEventsThatWereWritten(String name) throws IOException {
    byte[] bag = resource("ros/" + name);
    assertThat(events(name, bag, NONE)).isEqualTo(written(500, 1_500_000_000));
    assertThat(read(name, bag, NONE).geometry()).isEqualTo(new SensorGeometry(240, 180));
  }

  @Test
  void ofTwoTopicsTheFirstIsReadAndTheOtherByChoice() throws IOException {
    byte[] bag = resource("ros/two.bag");
    RecordingInput input = new RecordingInput("two.bag", new ByteArrayInputStream(bag));
    assertThat(Recordings.read(input, NONE).size()).isEqualTo(20);
    assertThat(input.findings().stream()).contains("/left/events");
    assertThat(input.findings().left()).containsExactly("/right/events");
    for (String name : List.of("/right/events", "right/events")) {
      assertThat(events("two.bag", bag, NONE.withStream(name)))
          .isEqualTo(written(30, 1_600_000_000));
    }
    assertThatThrownBy(() -> events("two.bag", bag, NONE.withStream("/middle")))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(
            "(expected the topic /middle of dvs_msgs/EventArray, found {/left/events=events, /right/events=events})");
  }

  @Test
  void aBagWithoutEventsSaysWhatItHas() throws IOException {
    byte[] bag = resource("ros/other.bag");
    assertThatThrownBy(() -> events("other.bag", bag, NONE))
        .hasMessageContaining("found {/chatter=std_msgs/String}");
    byte[] fields = replaced(resource("ros/none.bag"), BagTopics.EVENT_ARRAY, "0".repeat(32));
    assertThatThrownBy(() -> events("fields.bag", fields, NONE))
        .hasMessageContaining("/dvs/events=dvs_msgs/EventArray of other fields");
    assertThatThrownBy(() -> events("old.bag", bytes("#ROSBAG V1.2\n", 0), NONE))
        .hasMessageContaining("expected #ROSBAG V2.0, found #ROSBAG V1.2");
  }

  @Test
  void whatIsNotReadIsNamed() throws IOException {
    byte[] bag = replaced(resource("ros/lz4.bag"), "compression=lz4", "compression=xyz");
    assertThatThrownBy(() -> events("a.bag", bag, NONE))
        .hasMessageContaining("(expected none, lz4 or bz2, found xyz)");
    byte[] sizes = replaced(resource("ros/none.bag"), "op=\5", "op=\2");
    assertThatThrownBy(() -> events("a.bag", sizes, NONE))
        .hasMessageContaining("field conn of a record at byte");
  }

  @Test
  void sizesThatABagStatesAreHeldAgainstItsBytes() {
    byte[] header = bytes("#ROSBAG V2.0\n", little(0xFFFF_FFFFL, 4), "op=");
    assertThatThrownBy(() -> events("a.bag", header, NONE))
        .hasMessageContaining(
            "header of a record at byte 13 (expected at most 1048576 bytes, found 4294967295)");
    byte[] chunk =
        bytes("#ROSBAG V2.0\n", little(8, 4), little(4, 4), "op=", 9, little(0xFFFF_FFFFL, 4));
    assertThatThrownBy(() -> events("a.bag", chunk, NONE))
        .hasMessageContaining("record truncated at byte 13");
  }

  @Test
  void everyCutAndFlippedBitIsCleanlyRefusedOrRead() throws IOException {
    for (String name : List.of("none.bag", "lz4.bag", "bz2.bag")) {
      requireCleanTruncations(name, resource("ros/" + name), NONE, 97);
      requireCleanBitFlips(name, resource("ros/" + name), NONE, 331);
    }
  }

  private static byte[] replaced(byte[] bag, String from, String to) {
    return new String(bag, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
