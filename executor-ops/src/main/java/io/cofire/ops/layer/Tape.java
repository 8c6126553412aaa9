package io.cofire.ops.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The statistics that norms exchanged in a forward, in order, for the repetition of that forward: a
 * repetition takes them from here, asks no other rank, and leaves the running statistics alone.
 */
public final class Tape {

  /** For forwards that are not repeated. */
  public static final Tape OFF = new Tape(null, false);

  private final Deque<Moments> moments;
  private final boolean playing;

  private Tape(Deque<Moments> moments, boolean playing) {
    this.moments = moments;
    this.playing = playing;
  }

  static Tape recording() {
    return new Tape(new ArrayDeque<>(), false);
  }

  /** What was recorded, from its beginning; can be played once. */
  Tape playing() {
    return new Tape(moments, true);
  }

  /**
   * The next norm's statistics.
   *
   * @param exchange takes them from all ranks
   */
  Moments next(Supplier<Moments> exchange) {
    if (playing) {
      return moments.remove();
    }
    Moments all = exchange.get();
    if (moments != null) {
      moments.add(all);
    }
    return all;
  }
}
