package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Specimens.Specimen;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files that gzip has packed: what is read of one with its faults let go is on the sensor,
 * is all of one without faults, and is counted where it is less.
 */
class PackedDamageTest {

  private static final FaultChoice ALL = FaultChoice.of("keep-whole,drop-outside:100%");
  private static final Set<String> NAMES =
      Set.of("text", "evt2", "aedat3", "atis-bin", "npy", "npz", "hdf5", "aedat1", "rosbag");
  private static final long MOST_EVENTS = 1L << 24;

  static List<Specimen> specimens() {
    return Specimens.all().stream().filter(one -> NAMES.contains(one.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void damagedPackedFilesAreReadOrGiveOneError(Specimen specimen) throws Exception {
    damage(specimen, 2029, 500);
  }

  /** The seed changes from day to day; {@code -Dfuzz.seed=N} repeats a run. */
  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("specimens")
  void manyDamagedPackedFilesAreReadOrGiveOneError(Specimen specimen) throws Exception {
    damage(specimen, Long.getLong("fuzz.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay()), 20_000);
  }

  private static void damage(Specimen specimen, long seed, int rounds) throws Exception {
    byte[] packed = PackedRecordingsTest.packed(specimen.bytes());
    int cut = 0;
    try (Watchdog watchdog = new Watchdog()) {
      for (int round = 0; round < rounds; round++) {
        SplittableRandom random = Key.of(seed).child(specimen.name()).child(round).random();
        byte[] file =
            random.nextBoolean()
                ? Damage.TRUNCATION.inflict(packed, packed, random)
                : Damage.some(packed, specimen.bytes(), random);
        String answer = watchdog.run(() -> attempt(specimen, file));
        assertThat(answer)
            .as("%s, seed %d, round %d: %s", specimen, seed, round, HexFormat.of().formatHex(file))
            .isIn("", "cut");
        cut += answer.isEmpty() ? 0 : 1;
      }
    }
    System.out.printf(
        "packed %s: seed %d, %,d damaged files, of %,d what is whole was kept%n",
        specimen, seed, rounds, cut);
  }

  /** What is wrong with the answer; nothing, or that it was cut, if it is as it should be. */
  private static String attempt(Specimen specimen, byte[] file) throws IOException {
    DecodeOptions options = specimen.options().withFormat(specimen.format());
    CheckingSink strict = new CheckingSink(MOST_EVENTS);
    boolean whole = true;
    try {
      Recordings.decode(input(file), options, strict);
    } catch (RecordingException e) {
      whole = false;
    }
    CheckingSink kept = new CheckingSink(MOST_EVENTS);
    try {
      RecordingInput input = input(file);
      SensorGeometry sensor = Recordings.decode(input, options.withFaults(ALL), kept);
      boolean cut = input.findings().discarded().containsKey(Discard.TAIL);
      if (whole && (cut || kept.events() != strict.events())) {
        return kept.events() + " events instead of " + strict.events();
      }
      boolean told = whole || !input.findings().discarded().isEmpty();
      return !told
          ? "a fault that was let go and not counted"
          : kept.problem(sensor) + (cut ? "cut" : "");
    } catch (RecordingException e) {
      return whole ? "refused, and read without that choice: " + e.getMessage() : "";
    }
  }

  private static RecordingInput input(byte[] file) throws IOException {
    return new RecordingInput("a.gz", new ByteArrayInputStream(file));
  }
}
