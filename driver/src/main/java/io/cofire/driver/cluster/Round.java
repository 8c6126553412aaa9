package io.cofire.driver.cluster;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One collective operation in progress, as one host sees it. Guarded by its group's lock, but for
 * the values themselves: each is written once, before it is counted, and read when all have been.
 */
final class Round {

  private final Frame.Kind kind;
  private final String name;
  private final int total;
  private final float[][] inputs;
  private final int[] arrived;
  private final int from;
  private final int length;
  private final float[] result;
  private int summed;
  private int taken;

  private Round(
      Frame.Kind kind, String name, int total, int ranks, int from, int to, float[] result) {
    this.kind = kind;
    this.name = name;
    this.total = total;
    this.inputs = new float[ranks][to - from];
    this.arrived = new int[ranks];
    Arrays.fill(arrived, kind == Frame.Kind.GATHER ? -1 : 0); // an empty gather must arrive too
    this.from = from;
    this.length = to - from;
    this.result = result;
  }

  /** A round in which everyone gets everyone's values. */
  static Round gather(String name, int total, Placement placement) {
    return new Round(Frame.Kind.GATHER, name, total, placement.ranks(), 0, total, new float[0]);
  }

  /** A round in which the ranks of {@code host} own a part of the vector each and add it up. */
  static Round sum(String name, int total, Placement placement, int host) {
    int from = segment(total, placement.first(host), placement.ranks());
    int to = segment(total, placement.first(host + 1), placement.ranks());
    return new Round(Frame.Kind.PART, name, total, placement.ranks(), from, to, new float[total]);
  }

  /** Where the part that a rank owns begins. */
  static int segment(int total, int rank, int ranks) {
    return (int) ((long) total * rank / ranks);
  }

  boolean is(Frame.Kind otherKind, String otherName, int otherTotal) {
    return kind == otherKind && name.equals(otherName) && total == otherTotal;
  }

  static String describe(Frame.Kind kind, String name, int total) {
    return "%s of %d values '%s'"
        .formatted(kind == Frame.Kind.GATHER ? "gather" : "sum", total, name);
  }

  @Override
  public String toString() {
    return describe(kind, name, total);
  }

  /** Where a rank's values go, and the place in the vector of that array's first element. */
  float[] input(int rank) {
    return inputs[rank];
  }

  float[][] inputs() {
    return inputs;
  }

  int from() {
    return from;
  }

  /** Notes that so many values of a rank lie in their place. */
  void arrived(int rank, int values) {
    arrived[rank] = Math.max(arrived[rank], 0) + values;
  }

  boolean allArrived() {
    return missing().isEmpty();
  }

  /** Ranks whose values have not all arrived. */
  BitSet missing() {
    BitSet missing = new BitSet();
    for (int rank = 0; rank < arrived.length; rank++) {
      missing.set(rank, arrived[rank] < length);
    }
    return missing;
  }

  float[] result() {
    return result;
  }

  /**
   * Adds the parts of all ranks in rank order, starting with rank 0's, in 32 bits.
   *
   * @param begin first element of the vector, inside this host's part
   * @param end behind the last one
   */
  void addInRankOrder(int begin, int end) {
    System.arraycopy(inputs[0], begin - from, result, begin, end - begin);
    for (int rank = 1; rank < inputs.length; rank++) {
      float[] input = inputs[rank];
      for (int i = begin; i < end; i++) {
        result[i] += input[i - from];
      }
    }
  }

  /** Notes that so many elements of the result lie in their place. */
  void summed(int values) {
    summed += values;
  }

  boolean allSummed() {
    return summed == result.length;
  }

  /** Notes that a rank of this host has what it came for; true for the last one. */
  boolean taken(int localRanks) {
    taken++;
    return taken == localRanks;
  }
}
