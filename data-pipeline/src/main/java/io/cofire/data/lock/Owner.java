package io.cofire.data.lock;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.lock.ProcessMark.Life;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who owns a folder: what a lock file holds.
 *
 * @param command what is at work, such as {@code cofire train nmnist}
 * @param mark its process
 * @param number which lock of that process
 * @param since when it was taken, ISO 8601
 * @param refreshed when it was written last, by the clock of its machine
 */
record Owner(String command, ProcessMark mark, long number, String since, String refreshed) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();
  private static final AtomicLong TAKEN = new AtomicLong();
  private static final Set<Long> HELD = ConcurrentHashMap.newKeySet(); // in this process

  /** A new one, of this process. */
  static Owner here(String command) {
    String now = now();
    return new Owner(command, ProcessMark.here(), TAKEN.incrementAndGet(), now, now);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** From here on this process knows that it holds the lock. */
  void hold() {
    HELD.add(number);
  }

  /** It does not any more. */
  void release() {
    HELD.remove(number);
  }

  /** The same, seen now. */
  Owner seen() {
    return new Owner(command, mark, number, since, now());
  }

  boolean is(Owner other) {
    return number == other.number && mark.equals(other.mark);
  }

  /** Whether whoever took the lock still has it. */
  Life life() {
    Life life = mark.life();
    boolean here = life == Life.LIVES && mark.equals(ProcessMark.here());
    boolean left = here && !HELD.contains(number);
    return left ? Life.GONE : life;
  }

  byte[] json() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  /** What a file holds; empty if that is no owner, as when it is being written. */
  static Optional<Owner> of(byte[] json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, Owner.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Owner {
    Objects.requireNonNull(command);
    Objects.requireNonNull(mark);
  }

  /** For messages; what it says was written by whom it names. */
  String describe() {
    return String.format(
            Locale.ROOT,
            "%s, process %d on %s, since %s",
            command,
            mark.process(),
            mark.host(),
            since)
        .replaceAll("\\p{Cntrl}", "?");
  }
}
