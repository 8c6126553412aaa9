package io.cofire.driver.exchange;

import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;

/** One collective operation in progress, as one host sees it. Guarded by the group's lock. */
sealed interface Round permits ChainRound, FoldRound, GatherRound, SumRound {

  /** Whether a message or call of this kind belongs to this operation. */
  boolean is(Frame.Kind kind, String name, int total);

  /** Whether the ranks of this host have what they came for. */
  boolean over();

  /** Ranks whose values, or whose host's sums, have not all arrived. */
  BitSet missing();

  /**
   * How much longer than the deadline to wait for what other hosts put together, so that one who
   * waits for the missing host itself speaks first.
   */
  default Duration grace() {
    return Duration.ZERO;
  }

  /** Notes that a rank of this host has what it came for; true for the last one. */
  boolean taken();

  /** An operation in words. */
  static String describe(Frame.Kind kind, String name, int total) {
    return String.format(Locale.ROOT, "%s of %d values '%s'", kind.operation(), total, name);
  }
}
