package io.cofire.driver.cluster;

import io.cofire.driver.exchange.Placement;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Who works where, as a rank's thread sees it.
 *
 * @param placement which host holds which ranks
 * @param labels how errors and figures name each host, such as {@code node-7 (executor 2)}
 * @param bytesSent what this host has sent to the others so far
 */
record RankHosts(Placement placement, List<String> labels, LongSupplier bytesSent) {

  /** Names the host of a rank. */
  String label(int rank) {
    return labels.get(placement.hostOf(rank));
  }

  /** What a rank tells of its host's bytes: the first rank of a host tells them, the others 0. */
  long bytesSent(int rank) {
    return speaks(rank) ? bytesSent.getAsLong() : 0;
  }

  /** Whether a rank tells what is its host's. */
  boolean speaks(int rank) {
    return placement.first(placement.hostOf(rank)) == rank;
  }
}
