package io.cofire.driver.exchange;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Everyone gets everyone's values. A host's ranks send theirs together, as one block, when the last
 * of them has come: so a host sends one message to each other host, however many ranks it holds.
 * The values themselves are written without the lock: each once, before it is counted, and read
 * when all have been.
 */
final class GatherRound implements Round {

  private final String name;
  private final int total;
  private final Placement placement;
  private final int host;
  private final float[][] inputs;
  private final BitSet joined = new BitSet(); // ranks of this host
  private final int[] arrived; // values, by other host; -1: nothing, not even that there is nothing
  private int hostsMissing;
  private int taken;

  GatherRound(String name, int total, Placement placement, int host) {
    this.name = name;
    this.total = total;
    this.placement = placement;
    this.host = host;
    this.inputs = new float[placement.ranks()][total];
    this.arrived = new int[placement.hosts()];
    Arrays.fill(arrived, -1);
    this.hostsMissing = placement.hosts();
  }

  @Override
  public boolean is(Frame.Kind kind, String otherName, int otherTotal) {
    return kind == Frame.Kind.GATHER && name.equals(otherName) && total == otherTotal;
  }

  /** Where the values of a rank of this host belong. */
  float[] input(int rank) {
    return inputs[rank];
  }

  /** Every rank's values. */
  float[][] inputs() {
    return inputs;
  }

  /** Notes that a rank of this host has brought its values; true for the last one. */
  boolean join(int rank) {
    joined.set(rank);
    boolean whole = joined.cardinality() == placement.count(host);
    if (whole) {
      hostsMissing--;
    }
    return whole;
  }

  /** The values of this host's ranks, one behind the other. */
  FloatBuffer block() {
    int first = placement.first(host);
    int count = placement.count(host);
    if (count == 1) {
      return FloatBuffer.wrap(inputs[first]);
    }
    FloatBuffer block = FloatBuffer.allocate(count * total);
    for (int rank = first; rank < first + count; rank++) {
      block.put(inputs[rank]);
    }
    return block.flip();
  }

  /**
   * Writes values of another host's block to their ranks.
   *
   * @return false, and nothing is written, if they lie outside it
   */
  boolean write(int from, int offset, FloatBuffer values) {
    if (offset + (long) values.remaining() > (long) placement.count(from) * total) {
      return false;
    }
    int at = offset;
    FloatBuffer rest = values.duplicate();
    while (rest.hasRemaining()) {
      int place = at % total;
      int n = Math.min(total - place, rest.remaining());
      rest.get(inputs[placement.first(from) + at / total], place, n);
      at += n;
    }
    return true;
  }

  /**
   * Notes that so many values of another host's block lie in their place; true when all is here.
   */
  boolean arrived(int from, int values) {
    boolean before = whole(from);
    arrived[from] = Math.max(arrived[from], 0) + values;
    if (!before && whole(from)) {
      hostsMissing--;
    }
    return over();
  }

  private boolean whole(int from) {
    return arrived[from] >= placement.count(from) * total;
  }

  @Override
  public boolean over() {
    return hostsMissing == 0;
  }

  @Override
  public BitSet missing() {
    BitSet missing = new BitSet();
    for (int other = 0; other < arrived.length; other++) {
      missing.set(
          placement.first(other), placement.first(other + 1), other == host || !whole(other));
    }
    missing.andNot(joined);
    return missing;
  }

  @Override
  public boolean taken() {
    return ++taken == placement.count(host);
  }

  @Override
  public String toString() {
    return Round.describe(Frame.Kind.GATHER, name, total);
  }
}
