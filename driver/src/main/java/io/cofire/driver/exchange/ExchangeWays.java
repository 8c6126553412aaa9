package io.cofire.driver.exchange;

/**
 * Which of two ways the exchanges of a group take; the same on all hosts. Both give the same bits.
 */
public enum ExchangeWays {
  /**
   * The shorter one of each, by the model of docs/scaling.md. It depends on the number of ranks and
   * hosts and on sizes alone, with costs that were measured once: all hosts have to choose alike,
   * and a run and its resumption too.
   */
  SHORTER,
  /** Every host to every other, to be measured beside the other way. */
  ALL_TO_ALL,
  /** Along the tree, where hosts are nodes of it, and along the chain; to be measured as well. */
  TREE_AND_CHAIN;

  private static final double STEP_MICROS = 60; // a message there, with a switch between
  private static final double MESSAGE_MICROS = 22; // one more, sent and received by two threads
  private static final double FLOATS_PER_MICRO = 500; // 2 GB/s

  /** Whether statistics of so many floats go along the tree. */
  boolean isAlongTree(Placement placement, int floats) {
    return switch (this) {
      case SHORTER -> isShorterAlongTree(placement, floats);
      case ALL_TO_ALL -> false;
      case TREE_AND_CHAIN -> isTreeOfHosts(placement);
    };
  }

  /** Whether a sum of so many floats goes along the chain. */
  boolean isAlongChain(Placement placement, int floats) {
    return switch (this) {
      case SHORTER -> isShorterAlongChain(placement, floats);
      case ALL_TO_ALL -> false;
      case TREE_AND_CHAIN -> placement.hosts() > 1;
    };
  }

  /** Whether the tree's log2 H steps take less than a message to each host. */
  static boolean isShorterAlongTree(Placement placement, int floats) {
    int hosts = placement.hosts();
    if (!isTreeOfHosts(placement)) {
      return false;
    }
    double wire = floats / FLOATS_PER_MICRO;
    int steps = Integer.SIZE - Integer.numberOfLeadingZeros(hosts - 1);
    double tree = steps * (STEP_MICROS + wire);
    double all = STEP_MICROS + (hosts - 2) * MESSAGE_MICROS + (hosts - 1) * wire;
    return tree < all;
  }

  /**
   * Whether a sum takes less along the chain of hosts than by parts that each host adds for all:
   * where hosts hold several ranks, which each send their own values otherwise.
   */
  static boolean isShorterAlongChain(Placement placement, int floats) {
    double hosts = placement.hosts();
    double each = placement.ranks() / hosts;
    double others = 1 - 1 / hosts;
    double part = Math.ceil(floats / hosts / Frame.MAX_VALUES);
    double all =
        (each + 1) * (others * floats / FLOATS_PER_MICRO + (hosts - 1) * part * MESSAGE_MICROS);
    double chunks = Math.ceil((double) floats / Frame.MAX_VALUES);
    double chunk = Math.min(floats, Frame.MAX_VALUES) / FLOATS_PER_MICRO;
    double chain =
        2 * (others * floats / FLOATS_PER_MICRO + chunks * MESSAGE_MICROS)
            + hosts * (STEP_MICROS + chunk);
    return hosts > 1 && chain < all;
  }

  /** Whether every host holds 2^n neighbouring ranks, so that it is a node of the tree. */
  static boolean isTreeOfHosts(Placement placement) {
    int each = placement.ranks() / placement.hosts();
    return placement.hosts() > 1
        && Integer.bitCount(each) == 1
        && each * placement.hosts() == placement.ranks();
  }
}
