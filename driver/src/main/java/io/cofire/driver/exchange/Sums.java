package io.cofire.driver.exchange;

import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;

/** Sums in rank order, by whichever way is shorter for their length; both give the same bits. */
final class Sums implements Receiver {

  private final Placement placement;
  private final ExchangeWays ways;
  private final OwnedSums owned;
  private final ChainedSums chained;

  Sums(
      Placement placement, int host, ExchangeWays ways, Rounds rounds, Monitor alarm, Outbox post) {
    this.placement = placement;
    this.ways = ways;
    this.owned = new OwnedSums(placement, host, rounds, alarm, post);
    this.chained = new ChainedSums(placement, host, rounds, alarm, post);
  }

  PendingSum begin(int rank, String name, FloatBuffer given) {
    return isChained(given.remaining())
        ? chained.begin(rank, name, given)
        : owned.begin(rank, name, given);
  }

  @Override
  public boolean take(int from, Frame frame) {
    return isChained(frame.total()) ? chained.take(from, frame) : owned.take(from, frame);
  }

  @Override
  public Round round(int from, Frame frame) {
    return isChained(frame.total()) ? chained.round(from, frame) : owned.round(from, frame);
  }

  private boolean isChained(int total) {
    return ways.isAlongChain(placement, total);
  }
}
