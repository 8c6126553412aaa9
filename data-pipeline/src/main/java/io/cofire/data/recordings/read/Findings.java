package io.cofire.data.recordings.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a decoder had to decide about a recording, and what it left aside. One thread. */
public final class Findings {

  private static final int MOST = 100; // whatever a file says
  private static final long SHORTEST_MICROS = 1_000;
  private static final long LONGEST_MICROS = 3_600_000_000L;
  private static final long SPARSE_MICROS = 60_000_000L; // what 60 ms are in nanoseconds
  private static final long SPARSE_RATE = 100; // events a second; cameras give thousands

  private final List<String> streams = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private Optional<TakenUnit> unit = Optional.empty();
  private Optional<String> stream = Optional.empty();
  private final Map<Discard, Long> discarded = new EnumMap<>(Discard.class);

  /** The times were read in this unit. */
  public void take(TakenUnit taken) {
    unit = Optional.of(taken);
  }

  /** This stream of several was read. */
  public void read(String name) {
    stream = Optional.of(name);
  }

  /** A stream of events was not read. */
  public void leave(String name) {
    if (streams.size() < MOST && !streams.contains(name)) {
      streams.add(name);
    }
  }

  /** An option was stated that says nothing of its format. */
  public void ignore(Particular option, String format) {
    doubt(
        String.format(
            Locale.ROOT, "was read without --%s, which says nothing of %s", option.word(), format));
  }

  /** Something may have been read otherwise than it was meant. */
  public void doubt(String doubt) {
    doubts.add(doubt);
  }

  /** Some of it was dropped, as the user chose. */
  public void discard(Discard what, long count) {
    discarded.merge(what, count, Long::sum);
  }

  /** How much of it was dropped; a tail may have no byte of its event. */
  public Map<Discard, Long> discarded() {
    return Collections.unmodifiableMap(discarded);
  }

  /** The unit of the times. */
  public TakenUnit unit() {
    return unit.orElse(TakenUnit.MICROSECONDS);
  }

  /** The stream that was read, where there are several. */
  public Optional<String> stream() {
    return stream;
  }

  /** Streams of events that were not read. */
  public List<String> left() {
    return List.copyOf(streams);
  }

  /**
   * What may have been read otherwise than it was meant, each a part of a sentence that goes on
   * after the name of the recording.
   *
   * @param events how many there are
   * @param firstMicros earliest time
   * @param lastMicros latest time
   */
  public List<String> doubts(long events, long firstMicros, long lastMicros) {
    List<String> all = new ArrayList<>(doubts);
    if (unit().source() == TakenUnit.Source.DATASET) {
      return all; // however long its recordings are, their unit is known
    }
    long micros = lastMicros - firstMicros;
    if (events > 1 && micros >= 0 && micros < SHORTEST_MICROS) {
      all.add("lasts under 1 ms" + asTaken());
    } else if (events > 1 && (micros < 0 || micros > LONGEST_MICROS)) {
      all.add("lasts over an hour" + asTaken());
    } else if (unit().isGuessed()
        && micros > SPARSE_MICROS
        && events < micros / 1e6 * SPARSE_RATE) {
      all.add("has fewer than 100 events a second for over a minute" + asTaken());
    }
    return all;
  }

  private String asTaken() {
    return unit.isEmpty()
        ? String.format(Locale.ROOT, " in %s, its format's own unit", unit().word())
        : String.format(
            Locale.ROOT,
            " if its times are %s (by %s); state the unit if they are not",
            unit().word(),
            unit().reason());
  }
}
