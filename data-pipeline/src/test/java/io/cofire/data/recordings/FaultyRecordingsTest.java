package io.cofire.data.recordings;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Specimens.Specimen;
import io.cofire.data.recordings.aedat.AedatEncoders;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that end too early or have events outside the sensor: refused, or what is sound. */
class FaultyRecordingsTest {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final String BOTH = "keep-whole,drop-outside:100%";

  /** Formats that hold columns one after the other, or cannot be read without their end. */
  private static final Set<String> WHOLE_OR_NOTHING = Set.of("hdf5", "npz", "mat");

  /** Two streams, not in the order of time: how they are merged depends on what there is. */
  private static final String MERGED = "npz of pos and neg";

  static List<Specimen> specimens() {
    return Specimens.all();
  }

  static List<Specimen> rows() {
    return Specimens.all().stream()
        .filter(specimen -> !WHOLE_OR_NOTHING.contains(specimen.format()))
        .toList();
  }

  private record Read(EventStream events, Map<Discard, Long> discarded) {}

  private static Read read(String name, byte[] file, DecodeOptions options, String faults)
      throws IOException {
    RecordingInput input = new RecordingInput(name, new ByteArrayInputStream(file));
    EventBuilder events = new EventBuilder();
    SensorGeometry sensor =
        Recordings.decode(input, options.withFaults(FaultChoice.of(faults)), events);
    return new Read(events.build(sensor), input.findings().discarded());
  }

  private static Read read(String name, String faults) throws IOException {
    return read(name, resource("people/" + name), DecodeOptions.none(), faults);
  }

  @ParameterizedTest
  @CsvSource({
    "dat_one_event_outside.dat, reject, event outside the sensor at byte",
    "dat_one_event_outside.dat, keep-whole, event outside the sensor at byte",
    "evt3_vector_beyond_edge.raw, reject, event outside the sensor at byte",
    "evt2_last_word_cut.raw, reject, 'event truncated at byte 316 (need 4, found 2)'",
    "evt2_last_word_cut.raw, drop-outside, 'event truncated at byte 316 (need 4, found 2)'"
  })
  void aFaultThatIsNotChosenRefusesTheRecording(String name, String faults, String message) {
    assertThatThrownBy(() -> read(name, faults))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "dat_one_event_outside.dat, drop-outside, 600, OUTSIDE, 1",
    "dat_one_event_outside.dat, 'keep-whole,drop-outside', 600, OUTSIDE, 1",
    "evt3_vector_beyond_edge.raw, drop-outside:1%, 108, OUTSIDE, 1",
    "evt3_vector_beyond_edge.raw, drop-outside, 108, OUTSIDE, 1",
    "evt2_last_word_cut.raw, keep-whole, 60, TAIL, 2"
  })
  void whatIsChosenIsKeptAndTheRestCounted(
      String name, String faults, int events, Discard what, long count) throws IOException {
    Read kept = read(name, faults);
    assertThat(kept.events().size()).isEqualTo(events);
    assertThat(kept.discarded()).containsExactly(Map.entry(what, count));
  }

  @Test
  void moreStraysThanTheShareRefuseTheRecordingWithBothNumbers() {
    SensorGeometry narrow = new SensorGeometry(40, 150);
    Specimen specimen = specimen("atis-bin");
    assertThatThrownBy(
            () ->
                read("a.bin", specimen.bytes(), DecodeOptions.sensor(narrow), "drop-outside:0.5%"))
        .hasMessageFindingMatch(
            "[0-9]+ of 400 events outside the sensor \\(expected at most 2 by faults"
                + " drop-outside:0\\.5%\\); the first: event outside the sensor at byte [0-9]+");
  }

  @Test
  void evt3BeforeItsFirstRowAndBaseGivesNoEvents() throws IOException {
    assertThat(read("evt3_begins_inside_a_row.raw", "reject").events().size()).isEqualTo(2);
    String head = "% evt 3.0\n% geometry 1280x720\n% end\n";
    byte[] time = bytes(0x01, 0x80, 0x01, 0x60);
    byte[] row = bytes(0x05, 0x00);
    byte[] base = bytes(0x07, 0x38);
    byte[] vector = bytes(0x01, 0x40);
    byte[] event = bytes(0x09, 0x20);
    assertThat(evt3(head, time, base, vector, row, vector)).containsExactly("4097 19 5 1");
    assertThat(evt3(head, time, row, vector, event, base, vector))
        .containsExactly("4097 9 5 0", "4097 7 5 1");
    assertThat(evt3(head, row, base, vector, event, time, event)).containsExactly("4097 9 5 0");
  }

  private static List<String> evt3(Object... parts) throws IOException {
    return Decoding.events("a.raw", bytes(parts), DecodeOptions.none());
  }

  /** Bytes in which all heads of files end, and all beginnings count. */
  private static final int HEAD = 4096;

  /** Events of the first message of the bags, whose first chunk is unpacked whole or not at all. */
  private static final int BAG_MESSAGE = 100;

  /** A beginning of any file of events in a row gives the first of its events, no others. */
  @ParameterizedTest
  @MethodSource("rows")
  void aBeginningOfAFileGivesItsFirstEvents(Specimen specimen) throws IOException {
    requireBeginnings(specimen, Math.max(7, (specimen.bytes().length / 150) | 1));
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Tag("nightly")
  void soDoBeginningsOfAllLengths(Specimen specimen) throws IOException {
    requireBeginnings(specimen, 7);
  }

  private static void requireBeginnings(Specimen specimen, int step) throws IOException {
    DecodeOptions options = specimen.options().withFormat(specimen.format());
    EventStream whole = read(specimen.name(), specimen.bytes(), options, "reject").events();
    int fewest = whole.size();
    for (int length = specimen.bytes().length - 1; length > 0; length -= length > HEAD ? step : 7) {
      byte[] beginning = Arrays.copyOf(specimen.bytes(), length);
      try {
        Read kept = read(specimen.name(), beginning, options, "keep-whole");
        assertThat(kept.events().size()).isLessThanOrEqualTo(fewest + 1); // 1e+ is none, 1e one
        fewest = kept.events().size();
        requireFirst(whole, kept.events(), specimen + ", length " + length);
      } catch (RecordingException e) { // where the file ends in its head
        int first = specimen.format().equals("rosbag") ? BAG_MESSAGE : 1;
        assertThat(fewest).as("refused at length %d: %s", length, e).isLessThanOrEqualTo(first);
      }
    }
  }

  /** The last event of a text may be a number that is cut: {@code 0.12} of {@code 0.1234}. */
  private static void requireFirst(EventStream whole, EventStream part, String description) {
    int size = Math.max(0, part.size() - 1);
    assertThat(Arrays.copyOf(part.timesMicros(), size))
        .as(description)
        .isEqualTo(Arrays.copyOf(whole.timesMicros(), size));
    assertThat(Arrays.copyOf(part.xs(), size)).isEqualTo(Arrays.copyOf(whole.xs(), size));
    assertThat(Arrays.copyOf(part.ys(), size)).isEqualTo(Arrays.copyOf(whole.ys(), size));
  }

  /** Of a sensor that is smaller than the file's, exactly the events on it are kept. */
  @ParameterizedTest
  @MethodSource("specimens")
  void exactlyTheEventsOnTheSensorAreKept(Specimen specimen) throws IOException {
    DecodeOptions options = specimen.options().withFormat(specimen.format());
    EventStream whole = read(specimen.name(), specimen.bytes(), options, "reject").events();
    SensorGeometry small = new SensorGeometry(middle(whole.xs()), middle(whole.ys()));
    Read kept = read(specimen.name(), specimen.bytes(), options.withSensor(small), BOTH);
    if (!kept.events().geometry().equals(small)) {
      return; // the file states its own
    }
    EventBuilder expected = new EventBuilder();
    for (int i = 0; i < whole.size(); i++) {
      if (whole.xs()[i] < small.width() && whole.ys()[i] < small.height()) {
        expected.add(whole.timesMicros()[i], whole.xs()[i], whole.ys()[i], whole.polarities()[i]);
      }
    }
    EventStream inside = expected.build(small);
    if (specimen.name().equals(MERGED)) {
      assertThat(lines(kept.events())).containsExactlyInAnyOrderElementsOf(lines(inside));
    } else {
      assertThat(lines(kept.events())).isEqualTo(lines(inside));
    }
    long outside = (long) whole.size() - inside.size();
    assertThat(kept.discarded().getOrDefault(Discard.OUTSIDE, 0L)).isEqualTo(outside);
  }

  private static List<String> lines(EventStream events) {
    return IntStream.range(0, events.size())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "%d %d %d %d",
                    events.timesMicros()[i],
                    events.xs()[i] & 0xFFFF,
                    events.ys()[i] & 0xFFFF,
                    events.polarities()[i]))
        .toList();
  }

  private static int middle(short[] column) {
    int largest = 0;
    for (short one : column) {
      largest = Math.max(largest, one & 0xFFFF);
    }
    return largest / 2 + 1;
  }

  @Test
  void aLineOfTextThatIsCutIsATailAndAWrongOneBeforeTheEndIsNot() throws IOException {
    byte[] cut = bytes("1 2 3 1\n2 2 3 0\n3 2");
    Read kept = read("a.txt", cut, DecodeOptions.none(), "keep-whole");
    assertThat(kept.events().size()).isEqualTo(2);
    assertThat(kept.discarded()).containsExactly(Map.entry(Discard.TAIL, 3L));
    byte[] wrong = bytes("1 2 3 1\n2 2\n3 2 3 1\n");
    assertThatThrownBy(() -> read("a.txt", wrong, DecodeOptions.none(), "keep-whole"))
        .hasMessageContaining("event at byte 8 (expected 4 numbers, found 2 in the line)");
    byte[] outside = bytes("1 2 3 1\n2 70 3 1");
    DecodeOptions sensor = DecodeOptions.sensor(new SensorGeometry(64, 64));
    assertThatThrownBy(() -> read("a.txt", outside, sensor, "keep-whole"))
        .hasMessageContaining("event outside the sensor at byte 8");
    assertThat(read("a.txt", outside, sensor, BOTH).discarded())
        .containsExactly(Map.entry(Discard.OUTSIDE, 1L));
  }

  /** Most programs write a last line without its end; a number that is shorter may look like it. */
  @Test
  void aLastLineWithoutItsEndIsAnEventUnlessItsTimeAloneStepsBack() throws IOException {
    for (String faults : List.of("reject", "keep-whole")) {
      Read kept = read("a.csv", bytes("x,y,p,t\n2,3,1,100\n2,3,0,105"), NONE, faults);
      assertThat(kept.events().timesMicros()).containsExactly(100, 105);
      assertThat(kept.discarded()).isEmpty();
      byte[] unordered = bytes("x,y,p,t\n2,3,1,100\n2,3,1,90\n2,3,0,10");
      assertThat(read("a.csv", unordered, NONE, faults).events().size()).isEqualTo(3);
      byte[] ended = bytes("x,y,p,t\n2,3,1,100\n2,3,1,10\n");
      assertThat(read("a.csv", ended, NONE, faults).events().size()).isEqualTo(2);
    }
    byte[] shortened = bytes("x,y,p,t\n2,3,1,100\n2,3,0,10");
    assertThatThrownBy(() -> read("a.csv", shortened, NONE, "reject"))
        .hasMessageContaining(
            "event truncated at byte 18 (expected the end of the line, found 10)");
    Read kept = read("a.csv", shortened, NONE, "keep-whole");
    assertThat(kept.events().timesMicros()).containsExactly(100);
    assertThat(kept.discarded()).containsExactly(Map.entry(Discard.TAIL, 8L));
  }

  @Test
  void aPacketThatEndsBetweenTwoEventsIsCutToo() throws IOException {
    EventStream events = Streams.runs(Key.of(5).random(), new SensorGeometry(128, 128), 50);
    byte[] whole = AedatEncoders.aedat3(events);
    byte[] cut = Arrays.copyOf(whole, whole.length - 16);
    Read kept = read("a.aedat", cut, DecodeOptions.none(), "keep-whole");
    assertThat(kept.events().size()).isEqualTo(48);
    assertThat(kept.discarded()).containsExactly(Map.entry(Discard.TAIL, 0L));
  }

  private static Specimen specimen(String name) {
    return specimens().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
