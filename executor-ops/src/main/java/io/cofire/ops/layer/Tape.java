package io.cofire.ops.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The statistics that norms exchanged in a forward, in order, for the repetition of that forward: a
 * repetition takes them from here, asks no other rank, and leaves the running statistics alone. A
 * part that is repeated may lie inside one that is repeated itself: its tape then records what the
 * outer one plays.
 */
public final class Tape {

  /** For forwards that are not repeated. */
  public static final Tape OFF = new Tape(Optional.empty(), new ArrayDeque<>(), false);

  private final Optional<Tape> outer;
  private final Deque<Moments.Pending> moments;
  private final boolean playing;

  private Tape(Optional<Tape> outer, Deque<Moments.Pending> moments, boolean playing) {
    this.outer = outer;
    this.moments = moments;
    this.playing = playing;
  }

  /** A tape for a part of this tape's forward. */
  Tape recording() {
    return new Tape(Optional.of(this), new ArrayDeque<>(), false);
  }

  /** What was recorded, from its beginning; can be played once. */
  Tape playing() {
    return new Tape(Optional.empty(), moments, true);
  }

  /**
   * The next norm's statistics.
   *
   * @param exchange sends for them
   */
  Moments.Pending next(Supplier<Moments.Pending> exchange) {
    if (playing) {
      return moments.remove();
    }
    Moments.Pending all = outer.map(tape -> tape.next(exchange)).orElseGet(exchange);
    if (outer.isPresent()) {
      moments.add(all);
    }
    return all;
  }
}
