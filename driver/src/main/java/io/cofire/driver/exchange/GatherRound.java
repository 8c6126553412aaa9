package io.cofire.driver.exchange;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Everyone gets everyone's values. The values themselves are written without the lock: each once,
 * before it is counted, and read when all have been.
 */
final class GatherRound implements Round {

  private final String name;
  private final int total;
  private final int localRanks;
  private final float[][] inputs;
  private final int[] arrived; // -1: nothing, not even that there is nothing
  private int taken;
  private boolean over;

  GatherRound(String name, int total, int ranks, int localRanks) {
    this.name = name;
    this.total = total;
    this.localRanks = localRanks;
    this.inputs = new float[ranks][total];
    this.arrived = new int[ranks];
    Arrays.fill(arrived, -1);
  }

  @Override
  public boolean is(Frame.Kind kind, String otherName, int otherTotal) {
    return kind == Frame.Kind.GATHER && name.equals(otherName) && total == otherTotal;
  }

  float[] input(int rank) {
    return inputs[rank];
  }

  /** Every rank's values. */
  float[][] inputs() {
    return inputs;
  }

  /** Notes that so many values of a rank lie in their place; true when nothing is missing now. */
  boolean arrived(int rank, int values) {
    arrived[rank] = Math.max(arrived[rank], 0) + values;
    over = missing().isEmpty();
    return over;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public BitSet missing() {
    BitSet missing = new BitSet();
    for (int rank = 0; rank < arrived.length; rank++) {
      missing.set(rank, arrived[rank] < total);
    }
    return missing;
  }

  @Override
  public boolean taken() {
    return ++taken == localRanks;
  }

  @Override
  public String toString() {
    return Round.describe(Frame.Kind.GATHER, name, total);
  }
}
