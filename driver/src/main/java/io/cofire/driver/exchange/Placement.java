package io.cofire.driver.exchange;

import java.util.Locale;

/**
 * Which host holds which ranks: contiguous blocks whose sizes differ by at most one.
 *
 * @param ranks W
 * @param hosts H, 1 to W
 */
public record Placement(int ranks, int hosts) {

  /** Checks the numbers. */
  public Placement {
    if (ranks < 1 || hosts < 1 || hosts > ranks) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot place %d ranks on %d hosts: expected 1 to %d hosts",
              ranks,
              hosts,
              ranks));
    }
  }

  /** First rank of a host; that of host H is W. */
  public int first(int host) {
    return (int) ((long) ranks * host / hosts);
  }

  /** Number of ranks of a host. */
  public int count(int host) {
    return first(host + 1) - first(host);
  }

  /** The host of a rank. */
  public int hostOf(int rank) {
    int host = (int) ((long) rank * hosts / ranks);
    while (first(host + 1) <= rank) {
      host++;
    }
    return host;
  }

  /** Ranks of a host in words, such as {@code rank 3} or {@code ranks 0-1}. */
  public String describe(int host) {
    int first = first(host);
    int last = first(host + 1) - 1;
    return first == last ? "rank " + first : "ranks " + first + "-" + last;
  }
}
