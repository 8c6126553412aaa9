package io.cofire.driver.exchange;

/** Which ways the exchanges of a group take; the same on all hosts. All give the same bits. */
public enum ExchangeWays {
  /**
   * The shortest one of each, by the model of docs/scaling.md. It depends on the number of ranks
   * and hosts and on sizes alone, with costs that were measured once: all hosts have to choose
   * alike, and a run and its resumption too.
   */
  SHORTER,
  /** Every host to every other, to be measured beside the others. */
  ALL_TO_ALL,
  /** A level of the tree a step, where hosts are nodes of it, and the chain; to be measured. */
  TREE_AND_CHAIN;

  private static final double STEP_MICROS = 60; // a message there, with a switch between
  private static final double MESSAGE_MICROS = 44; // of a thread that sends and one that receives
  private static final double FLOATS_PER_MICRO = 500; // 2 GB/s

  /** How many levels of the tree a step climbs with so many floats of statistics. */
  public int levels(Placement placement, int floats) {
    return switch (this) {
      case SHORTER -> shortest(placement, floats);
      case ALL_TO_ALL -> height(placement);
      case TREE_AND_CHAIN -> isTreeOfHosts(placement) ? 1 : height(placement);
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

  /** The number of levels a step that takes least; all where hosts are no nodes of the tree. */
  private static int shortest(Placement placement, int floats) {
    int best = height(placement);
    for (int levels = best - 1; levels > 0 && isTreeOfHosts(placement); levels--) {
      if (micros(placement, levels, floats) < micros(placement, best, floats)) {
        best = levels;
      }
    }
    return best;
  }

  /** What all steps take: in each a host gets the nodes beside its own, in a message each. */
  private static double micros(Placement placement, int levels, int floats) {
    double message = MESSAGE_MICROS / threads(placement);
    double micros = 0;
    for (int nodes = placement.hosts(); nodes > 1; nodes = ((nodes - 1) >> levels) + 1) {
      int others = Math.min(1 << levels, nodes) - 1;
      micros += STEP_MICROS + (others - 1) * message + others * (floats / FLOATS_PER_MICRO);
    }
    return micros;
  }

  /**
   * Whether a sum takes less along the chain of hosts than by parts that each host adds for all:
   * where hosts hold several ranks, which each send their own values otherwise.
   */
  static boolean isShorterAlongChain(Placement placement, int floats) {
    double message = MESSAGE_MICROS / threads(placement);
    double hosts = placement.hosts();
    double each = placement.ranks() / hosts;
    double others = 1 - 1 / hosts;
    double part = Math.ceil(floats / hosts / Frame.MAX_VALUES);
    double all = (each + 1) * (others * floats / FLOATS_PER_MICRO + (hosts - 1) * part * message);
    double chunks = Math.ceil((double) floats / Frame.MAX_VALUES);
    double chunk = Math.min(floats, Frame.MAX_VALUES) / FLOATS_PER_MICRO;
    double chain =
        2 * (others * floats / FLOATS_PER_MICRO + chunks * message) + hosts * (STEP_MICROS + chunk);
    return hosts > 1 && chain < all;
  }

  /**
   * Threads that send of a host, and threads that receive: one for each of its ranks, since a host
   * of many GPUs has many cores; at least 2, at most 8.
   */
  static int threads(Placement placement) {
    return Math.max(2, Math.min(8, placement.ranks() / placement.hosts()));
  }

  /** Whether every host holds 2^n neighbouring ranks, so that it is a node of the tree. */
  static boolean isTreeOfHosts(Placement placement) {
    int each = placement.ranks() / placement.hosts();
    return placement.hosts() > 1
        && Integer.bitCount(each) == 1
        && each * placement.hosts() == placement.ranks();
  }

  /** Levels of the tree above those of the hosts; for all of them at once a step is enough. */
  static int height(Placement placement) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(placement.hosts() - 1);
  }
}
