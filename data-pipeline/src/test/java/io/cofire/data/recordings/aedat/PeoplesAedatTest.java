package io.cofire.data.recordings.aedat;

import static io.cofire.data.recordings.Decoding.big;
import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** AEDAT files as cameras and people make them: two cameras, no description, a clock that wraps. */
class PeoplesAedatTest {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final String TWO = "aedat4_two_cameras.aedat4";

  @Test
  void ofTwoCamerasTheFirstIsReadAndTheOtherByItsNumberOrName() throws IOException {
    assertThat(size(TWO, NONE)).isEqualTo(50);
    assertThat(size(TWO, NONE.withStream("0"))).isEqualTo(50);
    assertThat(size(TWO, NONE.withStream("1"))).isEqualTo(70);
    assertThat(size(TWO, NONE.withStream("right"))).isEqualTo(70);
    assertThatThrownBy(() -> size(TWO, NONE.withStream("middle")))
        .hasMessageContaining(
            "no stream of events middle at byte 14 (expected one of type EVTS, found streams [0 (left), 1 (right)])");
    Findings findings = findings(people(TWO), NONE);
    assertThat(findings.stream()).contains("0 (left)");
    assertThat(findings.left()).containsExactly("1 (right)");
  }

  @Test
  void withoutADescriptionTheStreamOfTheFirstEventsIsRead() throws IOException {
    String name = "aedat4_empty_outinfo.aedat4";
    EventStream events = Decoding.read(name, people(name), NONE);
    assertThat(events.size()).isEqualTo(50);
    assertThat(events.xs()[49]).isEqualTo((short) 49);
    assertThat(findings(people(name), NONE).left()).isEmpty();
    assertThat(size(name, NONE.withStream("0"))).isEqualTo(50);
    assertThatThrownBy(() -> size(name, NONE.withStream("7"))).hasMessageContaining("no events");
    assertThatThrownBy(() -> size(name, NONE.withStream("left")))
        .hasMessageContaining("no stream left at byte 14");
  }

  @Test
  void twoStreamsWithoutADescriptionAreToldApartByTheirNumbers() throws IOException {
    String text = new String(people(TWO), StandardCharsets.ISO_8859_1);
    String blank = text.replaceFirst("(?s)<dv .*</dv>", " ".repeat(xml(text)));
    byte[] file = blank.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Decoding.read("a.aedat4", file, NONE).size()).isEqualTo(50);
    assertThat(Decoding.read("a.aedat4", file, NONE.withStream("1")).size()).isEqualTo(70);
    assertThat(findings(file, NONE).left()).containsExactly("1");
    Decoding.requireCleanTruncations("a.aedat4", file, NONE, 41);
  }

  private static int xml(String text) {
    return text.indexOf("</dv>") + 5 - text.indexOf("<dv ");
  }

  @Test
  void aStepBackAroundAWrapIsAStepBack() throws IOException {
    String name = "aedat2_wrap_out_of_order.aedat";
    long[] times = Decoding.read(name, people(name), NONE).timesMicros();
    assertThat(times)
        .containsExactly(
            4_294_967_196L,
            4_294_967_286L,
            4_294_967_301L,
            4_294_967_288L,
            4_294_967_316L,
            4_294_967_326L);
    assertThat(times[5] - times[0]).isEqualTo(130);
    byte[] atTheStart = bytes("#!AER-DAT2.0\r\n", big(0, 4), big(5, 4), big(0, 4), big(-8, 4));
    assertThat(events("a.aedat", atTheStart, NONE)).containsExactly("5 0 0 0", "-8 0 0 0");
    byte[] first =
        bytes(
            "#!AER-DAT1.0\r\n", big(0, 2), big(-1, 4), big(0, 2), big(1, 4), big(0, 2), big(-2, 4));
    assertThat(events("a.aedat", first, NONE))
        .containsExactly("4294967295 0 0 0", "4294967297 0 0 0", "4294967294 0 0 0");
  }

  /** The packet of an event states how often the clock has wrapped: late ones were of before. */
  @Test
  void anEventOfAedat3ThatIsLateAroundAWrapIsAStepBack() throws IOException {
    long wrap = 1L << 31;
    byte[] late = aedat3(packet(0, wrap - 90, wrap - 10), packet(1, 5, wrap - 8, 20, 30));
    assertThat(times(late))
        .containsExactly(wrap - 90, wrap - 10, wrap + 5, wrap - 8, wrap + 20, wrap + 30);
    byte[] first = aedat3(packet(0, wrap - 90), packet(1, wrap - 8, 20), packet(0, 4, wrap - 7));
    assertThat(times(first)).containsExactly(wrap - 90, wrap - 8, wrap + 20, wrap + 4, wrap - 7);
    byte[] gaps = aedat3(packet(0, 7, 1_300_000_000), packet(1, 3), packet(3, wrap - 8));
    assertThat(times(gaps)).containsExactly(7, 1_300_000_000, wrap + 3, 4 * wrap - 8);
  }

  private static long[] times(byte[] file) throws IOException {
    return Decoding.read("a.aedat", file, NONE).timesMicros();
  }

  private static byte[] aedat3(Object... packets) {
    return bytes("#!AER-DAT3.1\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n", bytes(packets));
  }

  private static byte[] packet(int overflow, long... times) {
    byte[] head =
        bytes(little(1, 2), little(1, 2), little(8, 4), little(4, 4), little(overflow, 4));
    byte[] packet = bytes(head, little(times.length, 4), little(times.length, 4), little(0, 4));
    for (long time : times) {
      packet = bytes(packet, little(1, 4), little(time, 4));
    }
    return packet;
  }

  private static byte[] people(String name) throws IOException {
    return resource("people/" + name);
  }

  private static int size(String name, DecodeOptions options) throws IOException {
    return Decoding.read(name, people(name), options).size();
  }

  private static Findings findings(byte[] file, DecodeOptions options) throws IOException {
    RecordingInput input = new RecordingInput("a.aedat4", new ByteArrayInputStream(file));
    Recordings.read(input, options);
    return input.findings();
  }
}
