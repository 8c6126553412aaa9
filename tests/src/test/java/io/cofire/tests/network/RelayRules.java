package io.cofire.tests.network;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a {@link Relay} does to what passes: holds it for a time, and loses a share of it. */
final class RelayRules {

  private static final double WHOLE = 1L << 53;

  private final int hosts;
  private final AtomicLongArray lost; // of 2^53, from host to host
  private final SplittableRandom random = new SplittableRandom(1); // of the one thread that takes
  private volatile long delayNanos;

  /** Nothing is held or lost. */
  RelayRules(int hosts) {
    this.hosts = hosts;
    this.lost = new AtomicLongArray(hosts * hosts);
  }

  long delayNanos() {
    return delayNanos;
  }

  /** Whether the next frame from one host to another is lost. */
  boolean isLost(int from, int to) {
    if (from < 0 || from >= hosts) {
      return true;
    }
    long share = lost.get(from * hosts + to);
    return share > 0 && random.nextLong(1L << 53) < share;
  }

  /**
   * Changes a rule.
   *
   * @param line {@code delay NANOS}, or {@code loss FROM TO SHARE} with {@code *} for all hosts
   */
  void obey(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("delay")) {
      delayNanos = Long.parseLong(words[1]);
      return;
    }
    for (int from = 0; from < hosts; from++) {
      for (int to = 0; to < hosts; to++) {
        if (isMeant(words[1], from) && isMeant(words[2], to)) {
          lost.set(from * hosts + to, (long) (Double.parseDouble(words[3]) * WHOLE));
        }
      }
    }
  }

  private static boolean isMeant(String word, int host) {
    return word.equals("*") || Integer.parseInt(word) == host;
  }
}
