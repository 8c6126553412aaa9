package io.cofire.ops.collective;

import java.nio.FloatBuffer;

/**
 * One rank's handle on all ranks. Every rank makes the same calls with the same names in the same
 * order; every rank gets the same bits, because what is added is added in an order of its own.
 * Every wait has a deadline.
 *
 * <p>All calls throw {@link CollectiveException} when a rank has failed (with the first rank's root
 * cause), when ranks are out of step (with both names), or when the deadline passes (naming the
 * ranks that are missing).
 */
public interface Collective extends AutoCloseable {

  /** This rank, 0 to {@link #size()} - 1. */
  int rank();

  /** Number of ranks, W. */
  int size();

  /**
   * Every rank's values, indexed by rank; for small payloads such as norm statistics.
   *
   * @param name what is exchanged, such as {@code stage1.block1.norm1.moments}
   * @param mine this rank's values; every rank's array must have the same length
   * @return the values of all ranks; the caller must not write into them
   */
  float[][] gather(String name, float[] mine);

  /**
   * What all ranks' values come to, merged two and two in a {@link RankTree}; for statistics of
   * norms. Between merges a value is rounded to {@link TwoFloats}, and so is what a rank brings.
   *
   * @param name what is merged, such as {@code stage1.block1.norm1.moments}
   * @param mine this rank's values; every rank's array must have the same length
   * @param merging the same on all ranks
   * @return the same bits on all ranks; the caller must not write into it
   */
  default double[] fold(String name, double[] mine, Merging merging) {
    float[][] all = gather(name, TwoFloats.split(mine));
    double[][] leaves = new double[all.length][];
    for (int rank = 0; rank < all.length; rank++) {
      leaves[rank] = TwoFloats.join(all[rank], 0, mine.length);
    }
    return RankTree.root(leaves, merging);
  }

  /**
   * Begins a {@link #fold} that goes on while this rank computes something else. It takes its place
   * in the order of calls now; waiting for it is no call.
   *
   * @param name what is merged
   * @param mine this rank's values; every rank's array must have the same length
   * @param merging the same on all ranks
   * @return to be waited for once, by this rank's thread; other calls may be made before
   */
  default PendingFold beginFold(String name, double[] mine, Merging merging) {
    double[] all = fold(name, mine, merging);
    return () -> all;
  }

  /**
   * Replaces the values by their sum over all ranks; for large payloads such as gradients. Added as
   * floats, ((v0 + v1) + v2) + ..., so that every implementation gives the same bits.
   *
   * @param name what is summed
   * @param values summed in place, from position to limit, both left alone
   */
  void sum(String name, FloatBuffer values);

  /**
   * Begins a {@link #sum} that goes on while this rank computes something else. It takes its place
   * in the order of calls now; waiting for it is no call. The values belong to the collective until
   * then: nobody may read or write them.
   *
   * @param name what is summed
   * @param values summed in place, from position to limit, both left alone
   * @return to be waited for once, by this rank's thread; other calls may be made before
   */
  default PendingSum begin(String name, FloatBuffer values) {
    sum(name, values);
    return () -> {};
  }

  /**
   * Number of values from which on a sum of its own, begun early, is worth its messages; more than
   * any vector has where nothing is gained by beginning early.
   */
  default int overlapFloats() {
    return Integer.MAX_VALUE;
  }

  /** Whether what is begun early goes on meanwhile; the same on all ranks. */
  default boolean overlaps() {
    return overlapFloats() < Integer.MAX_VALUE;
  }

  /** Returns when every rank has called it. */
  void barrier(String name);

  /** Tells every rank that this one has failed, and why; their calls then throw. */
  void abort(Throwable cause);

  @Override
  void close();
}
