package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.aedat.AedatEncoders;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fault of a recording never costs the parts that end before it. */
class DamagedPartsTest {

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);
  private static final DecodeOptions GESTURES = DecodeOptions.sensor(DVS128).withFormat("aedat3");
  private static final int PARTS = 8; // one a second, each a packet of polarity events
  private static final int EVENTS = 50; // of a part, one a millisecond
  private static final int EVENT_BYTES = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> ends = new ArrayList<>(); // of the packets
  private final byte[] file;

  DamagedPartsTest() {
    for (int part = 0; part < PARTS; part++) {
      EventBuilder events = new EventBuilder();
      for (int i = 0; i < EVENTS; i++) {
        events.add(1_000_000L * (part + 1) + 1000L * i, (part * 7 + i) % 128, i, i % 2);
      }
      byte[] one = AedatEncoders.aedat3(events.build(DVS128));
      int header = part == 0 ? 0 : headerBytes(one);
      out.write(one, header, one.length - header);
      ends.add(out.size());
    }
    file = out.toByteArray();
  }

  private static int headerBytes(byte[] file) {
    String end = "#!END-HEADER\r\n";
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(end) + end.length();
  }

  @Test
  void partsBeforeTheDamageStayAsTheyWere() throws Exception {
    damage(2028, 500);
  }

  /** The seed changes from day to day; {@code -Dfuzz.seed=N} repeats a run. */
  @Tag("nightly")
  @Test
  void partsBeforeManyDamagesStayAsTheyWere() throws Exception {
    damage(Long.getLong("fuzz.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay()), 20_000);
  }

  private void damage(long seed, int rounds) throws Exception {
    List<EventStream> whole = new ArrayList<>();
    assertThat(cut(file, GESTURES, whole)).allMatch(clip -> clip.problem().isEmpty());
    try (Watchdog watchdog = new Watchdog()) {
      for (int round = 0; round < rounds; round++) {
        SplittableRandom random = Key.of(seed).child("parts").child(round).random();
        int from = random.nextInt(headerBytes(file), file.length);
        byte[] damaged = Arrays.copyOf(file, random.nextBoolean() ? from : file.length);
        int to = Math.min(damaged.length, from + random.nextInt(1, 200));
        if (from < to) {
          Arrays.fill(damaged, from, to, (byte) -1); // events of no part's time
        }
        FaultChoice faults = FaultChoice.of(random.nextBoolean() ? "reject" : "keep-whole");
        String failure = watchdog.run(() -> compare(damaged, from, faults, whole));
        assertThat(failure).as("seed %d, round %d", seed, round).isEmpty();
      }
    }
  }

  private String compare(byte[] damaged, int from, FaultChoice faults, List<EventStream> whole)
      throws IOException {
    List<EventStream> parts = new ArrayList<>();
    List<Clip> clips = cut(damaged, GESTURES.withFaults(faults), parts);
    for (int i = 0; i < PARTS; i++) {
      boolean usable = clips.get(i).problem().isEmpty();
      boolean same = Arrays.equals(parts.get(i).timesMicros(), whole.get(i).timesMicros());
      if (usable && !same && from >= ends.get(i)) {
        return "part " + i + " has other events, byte " + from;
      }
      if (!usable && i + 1 < PARTS && from >= firstEventEnd(i + 1)) {
        return "part " + i + " before byte " + from + ": " + clips.get(i).problem().get();
      }
    }
    return "";
  }

  /** Behind the first event of a part: it tells that the part before has ended. */
  private int firstEventEnd(int part) {
    return ends.get(part) - (EVENTS - 1) * EVENT_BYTES;
  }

  private static List<Clip> cut(byte[] file, DecodeOptions options, List<EventStream> parts)
      throws IOException {
    List<EventBuilder> builders = new ArrayList<>();
    List<Clip> clips = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      builders.add(new EventBuilder());
      TimeRange range = new TimeRange(1_000_000L * (part + 1), 1_000_000L * (part + 1) + 500_000);
      clips.add(new Clip(range, DVS128, builders.get(part)));
    }
    Clips.cut(new RecordingInput("a.aedat", new ByteArrayInputStream(file)), options, clips);
    builders.forEach(builder -> parts.add(builder.build(DVS128)));
    return clips;
  }
}
