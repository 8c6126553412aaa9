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
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every format, read with every fault let go: what is kept is on the sensor, what
 * could be read without that choice is the same with it, and what is let go is counted.
 */
class FaultDamageTest {

  private static final FaultChoice ALL = FaultChoice.of("keep-whole,drop-outside:100%");

  static List<Specimen> specimens() {
    return Specimens.all();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void damagedFilesAreReadOrGiveOneError(Specimen specimen) throws Exception {
    damage(specimen, 2027, 500);
  }

  /** The seed changes from day to day; {@code -Dfuzz.seed=N} repeats a run. */
  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("specimens")
  void manyDamagedFilesAreReadOrGiveOneError(Specimen specimen) throws Exception {
    damage(specimen, seed(), 20_000);
  }

  private static long seed() {
    return Long.getLong("fuzz.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
  }

  private static void damage(Specimen specimen, long seed, int rounds) throws Exception {
    try (Watchdog watchdog = new Watchdog()) {
      for (int round = 0; round < rounds; round++) {
        byte[] file = damaged(specimen, specimens(), seed, round);
        String failure = watchdog.run(() -> attempt(specimen, file));
        assertThat(failure)
            .as("%s, seed %d, round %d: %s", specimen, seed, round, hex(file))
            .isEmpty();
      }
    }
  }

  private static String hex(byte[] file) {
    return HexFormat.of().formatHex(file);
  }

  private static byte[] damaged(Specimen specimen, List<Specimen> donors, long seed, int round) {
    SplittableRandom random = Key.of(seed).child(specimen.name()).child(round).random();
    byte[] donor = donors.get(random.nextInt(donors.size())).bytes();
    return Damage.some(specimen.bytes(), donor, random);
  }

  /** What is wrong with the answer; nothing if the file is read or refused as it should be. */
  private static String attempt(Specimen specimen, byte[] file) throws IOException {
    DecodeOptions options = specimen.options().withFormat(specimen.format());
    RecordingInput input = input(specimen, file);
    CheckingSink kept = new CheckingSink((long) specimen.eventsPerByte() * file.length);
    String refusal = "";
    try {
      SensorGeometry sensor = Recordings.decode(input, options.withFaults(ALL), kept);
      String problem = kept.problem(sensor);
      if (!problem.isEmpty()) {
        return problem;
      }
    } catch (RecordingException e) {
      refusal = e.problem();
    }
    return compare(specimen, file, options, refusal, kept.events(), input);
  }

  private static String compare(
      Specimen specimen,
      byte[] file,
      DecodeOptions options,
      String refusal,
      long kept,
      RecordingInput tolerant)
      throws IOException {
    CheckingSink strict = new CheckingSink(Long.MAX_VALUE);
    try {
      Recordings.decode(input(specimen, file), options, strict);
    } catch (RecordingException e) {
      Map<Discard, Long> discarded = tolerant.findings().discarded();
      boolean told = !refusal.isEmpty() || !discarded.isEmpty();
      return told ? "" : "a fault that was let go and not counted: " + e.problem();
    }
    if (!refusal.isEmpty()) {
      return "refused, and read without that choice: " + refusal;
    }
    return kept == strict.events() ? "" : kept + " events instead of " + strict.events();
  }

  private static RecordingInput input(Specimen specimen, byte[] file) throws IOException {
    return new RecordingInput(specimen.name(), new ByteArrayInputStream(file));
  }
}
