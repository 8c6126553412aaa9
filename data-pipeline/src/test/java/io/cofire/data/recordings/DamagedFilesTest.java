package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Specimens.Specimen;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every format either decode to events inside the sensor or give one error with
 * the byte where it is, in bounded time and memory.
 */
class DamagedFilesTest {

  private static final Pattern PLACE = Pattern.compile("at byte (\\d+)");
  private static final String REFUSED = "refused";
  private static final int HEADERS = 320; // bytes that are tried
  private static final int FINELY = 96; // bytes, every one of which is tried
  private static final List<byte[]> HUGE =
      Stream.of("ffffffff", "ffffff7f", "7fffffffffffffff").map(HexFormat.of()::parseHex).toList();

  static List<Specimen> specimens() {
    return Specimens.all();
  }

  @Test
  void everyFormatHasASpecimen() {
    assumeTrue(Specimens.complete(), "Skipped: no real recordings");
    assertThat(specimens().stream().map(Specimen::format).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(new TreeSet<>(Recordings.formats()));
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void everySpecimenDecodes(Specimen specimen) throws IOException {
    CheckingSink sink = new CheckingSink(Long.MAX_VALUE);
    decode(specimen, specimen.bytes(), sink);
    assertThat(sink.events()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void damagedFilesDecodeOrGiveOneError(Specimen specimen) throws Exception {
    damage(specimen, 2026, 500);
  }

  /** The seed changes from day to day; {@code -Dfuzz.seed=N} repeats a run. */
  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("specimens")
  void manyDamagedFilesDecodeOrGiveOneError(Specimen specimen) throws Exception {
    damage(specimen, Long.getLong("fuzz.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay()), 20_000);
  }

  /** Sizes, counts and offsets lie everywhere: the largest number at each place of the headers. */
  @ParameterizedTest
  @MethodSource("specimens")
  void theLargestSizesAtAnyPlaceDecodeOrGiveOneError(Specimen specimen) throws Exception {
    int places = Math.min(specimen.bytes().length, HEADERS);
    try (Watchdog watchdog = new Watchdog()) {
      for (int at = 0; at < places; at += at < FINELY ? 1 : Integer.BYTES) {
        for (byte[] size : HUGE) {
          byte[] file = specimen.bytes().clone();
          System.arraycopy(size, 0, file, at, Math.min(size.length, file.length - at));
          String failure = watchdog.run(() -> attempt(specimen, file));
          assertThat(failure)
              .as("%s, %s at byte %d", specimen, HexFormat.of().formatHex(size), at)
              .isIn("", REFUSED);
        }
      }
    }
  }

  private static void damage(Specimen specimen, long seed, int rounds) throws Exception {
    int decoded = 0;
    try (Watchdog watchdog = new Watchdog()) {
      for (int round = 0; round < rounds; round++) {
        byte[] file = damaged(specimen, seed, round);
        String failure = watchdog.run(() -> attempt(specimen, file));
        if (failure.isEmpty() || failure.equals(REFUSED)) {
          failure += watchdog.run(() -> choose(file));
        }
        if (!failure.isEmpty() && !failure.equals(REFUSED)) {
          throw new AssertionError(
              "%s, seed %d, round %d: %s; the file in hexadecimal: %s"
                  .formatted(specimen, seed, round, failure, HexFormat.of().formatHex(file)));
        }
        decoded += failure.isEmpty() ? 1 : 0;
      }
    }
    System.out.printf(
        "%s: seed %d, %,d damaged files, %,d decoded, %,d refused%n",
        specimen, seed, rounds, decoded, rounds - decoded);
  }

  private static byte[] damaged(Specimen specimen, long seed, int round) {
    SplittableRandom random = Key.of(seed).child(specimen.name()).child(round).random();
    List<Specimen> donors = specimens();
    byte[] donor = donors.get(random.nextInt(donors.size())).bytes();
    return Damage.some(specimen.bytes(), donor, random);
  }

  /**
   * What is wrong with the decoder's answer; nothing if it decodes, or that it refuses as it
   * should.
   */
  private static String attempt(Specimen specimen, byte[] file) throws IOException {
    CheckingSink sink = new CheckingSink((long) specimen.eventsPerByte() * file.length);
    try {
      SensorGeometry sensor = decode(specimen, file, sink);
      return sink.problem(sensor);
    } catch (RecordingException e) {
      Matcher place = PLACE.matcher(e.problem());
      if (!place.find() || place.group(1).length() > 18) {
        return "an error without the byte: " + e.getMessage();
      }
      long offset = Long.parseLong(place.group(1));
      return offset <= file.length ? REFUSED : "an error beyond the file: " + e.getMessage();
    }
  }

  /** Choosing a format looks at damaged bytes too: it finds one, or none with an error. */
  private static String choose(byte[] file) throws IOException {
    for (String name : List.of("damaged.raw", "damaged.dat", "damaged")) {
      try {
        RecordingInput input = new RecordingInput(name, new ByteArrayInputStream(file));
        Recordings.decoder(input, DecodeOptions.none());
      } catch (RecordingException e) {
        assertThat(e.problem()).matches("(unknown|ambiguous) format .*");
      }
    }
    return "";
  }

  private static SensorGeometry decode(Specimen specimen, byte[] file, CheckingSink sink)
      throws IOException {
    RecordingDecoder decoder =
        Recordings.decoders().stream()
            .filter(candidate -> candidate.format().equals(specimen.format()))
            .findFirst()
            .orElseThrow();
    RecordingInput input = new RecordingInput(specimen.name(), new ByteArrayInputStream(file));
    return decoder.decode(input, specimen.options(), sink);
  }
}
