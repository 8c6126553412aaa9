package io.cofire.driver.exchange;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A sum in place. This host collects all ranks' values of its own part, chunk by chunk; whoever
 * brings the last values of a chunk adds it up in rank order, into the buffers of this host's ranks
 * and onto the wire. The counts are guarded by the group's lock, the values are not: each is
 * written once before it is counted, and read when all have been.
 */
final class SumRound implements Round {

  private static final int BLOCK = 1024; // floats: 4 KB, which stays in the innermost cache

  private final String name;
  private final OwnedChunks parts;
  private final int host;
  private final FloatBuffer[] local; // by rank; null for those that live elsewhere or are not here
  private final float[][][] kept; // [chunk][rank] of this host's part, from other hosts
  private final int[] arrived; // ranks, by chunk
  private final int[] received; // values of this host's part, by rank
  private final int[] summed; // values of the result, by the host that added them
  private int results; // values of the result
  private int unsent; // messages whose values have not been copied yet
  private int taken;
  private boolean over;

  SumRound(String name, OwnedChunks parts, int host) {
    int ranks = parts.placement().ranks();
    this.name = name;
    this.parts = parts;
    this.host = host;
    this.local = new FloatBuffer[ranks];
    this.kept = new float[parts.chunks(host)][ranks][];
    this.arrived = new int[parts.chunks(host)];
    this.received = new int[ranks];
    this.summed = new int[parts.placement().hosts()];
  }

  OwnedChunks parts() {
    return parts;
  }

  String name() {
    return name;
  }

  @Override
  public boolean is(Frame.Kind kind, String otherName, int otherTotal) {
    return kind == Frame.Kind.PART && name.equals(otherName) && parts.total() == otherTotal;
  }

  /**
   * A rank of this host brings its values.
   *
   * @param messages how many will be sent from its buffer
   * @return chunks of this host's part that have all values now
   */
  List<Integer> join(int rank, FloatBuffer values, int messages) {
    local[rank] = values;
    unsent += messages;
    received[rank] = parts.length(host);
    List<Integer> whole = new ArrayList<>();
    for (int chunk = 0; chunk < arrived.length; chunk++) {
      if (++arrived[chunk] == local.length) {
        whole.add(chunk);
      }
    }
    settle();
    return whole;
  }

  /** Whether values of all ranks but one have arrived. */
  boolean lacksOne(int chunk) {
    return arrived[chunk] == local.length - 1;
  }

  /**
   * Notes that a rank's values of a chunk have arrived.
   *
   * @param values a copy, or null where they are about to be added
   * @return whether the chunk has all values now
   */
  boolean arrived(int chunk, int rank, float[] values) {
    received[rank] += parts.length(host, chunk);
    kept[chunk][rank] = values;
    return ++arrived[chunk] == local.length;
  }

  /** Whether a chunk of a rank has arrived before. */
  boolean has(int chunk, int rank) {
    return kept[chunk] == null || kept[chunk][rank] != null;
  }

  /**
   * Adds a chunk of all ranks in rank order, starting with rank 0's, in 32 bits, and writes the sum
   * into the buffer of every rank of this host.
   *
   * @param fresh values of the one rank that has none kept; null where there is no such rank
   */
  void add(int chunk, FloatBuffer fresh) {
    int begin = parts.begin(host, chunk);
    int length = parts.length(host, chunk);
    float[] sum = new float[BLOCK];
    float[] term = new float[BLOCK];
    for (int at = 0; at < length; at += BLOCK) {
      int n = Math.min(BLOCK, length - at);
      read(0, chunk, begin, at, n, fresh, sum);
      for (int rank = 1; rank < local.length; rank++) {
        read(rank, chunk, begin, at, n, fresh, term);
        for (int i = 0; i < n; i++) {
          sum[i] += term[i];
        }
      }
      for (FloatBuffer buffer : local) {
        if (buffer != null) {
          buffer.put(begin + at, sum, 0, n);
        }
      }
    }
  }

  private void read(
      int rank, int chunk, int begin, int at, int n, FloatBuffer fresh, float[] target) {
    if (local[rank] != null) {
      local[rank].get(begin + at, target, 0, n);
    } else if (kept[chunk][rank] != null) {
      System.arraycopy(kept[chunk][rank], at, target, 0, n);
    } else {
      fresh.get(fresh.position() + at, target, 0, n);
    }
  }

  /** Arrays of a chunk that has been added, to be used again. */
  List<float[]> release(int chunk) {
    List<float[]> arrays = new ArrayList<>();
    for (float[] array : kept[chunk]) {
      if (array != null) {
        arrays.add(array);
      }
    }
    kept[chunk] = null;
    return arrays;
  }

  /** Writes a sum that another host has added; false if no rank of this host waits for it. */
  boolean write(int offset, FloatBuffer sums) {
    boolean written = false;
    for (FloatBuffer buffer : local) {
      if (buffer != null) {
        buffer.put(offset, sums, sums.position(), sums.remaining());
        written = true;
      }
    }
    return written;
  }

  /** The buffer that this host's sums are sent from. */
  FloatBuffer result() {
    return local[parts.placement().first(host)];
  }

  /**
   * Notes that results lie in their place.
   *
   * @param owner the host that added them
   * @param messages how many will be sent from the result
   */
  void summed(int owner, int values, int messages) {
    summed[owner] += values;
    results += values;
    unsent += messages;
    settle();
  }

  /** Notes that a message's values have been copied. */
  void sent() {
    unsent--;
    settle();
  }

  private void settle() {
    over = results == parts.total() && unsent == 0;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public BitSet missing() {
    Placement placement = parts.placement();
    BitSet missing = new BitSet();
    for (int rank = 0; rank < local.length; rank++) {
      boolean here = placement.hostOf(rank) == host;
      missing.set(rank, here ? local[rank] == null : received[rank] < parts.length(host));
    }
    for (int other = 0; missing.isEmpty() && other < summed.length; other++) {
      if (summed[other] < parts.length(other)) {
        missing.set(placement.first(other), placement.first(other + 1));
      }
    }
    return missing;
  }

  @Override
  public boolean taken() {
    return ++taken == parts.placement().count(host);
  }

  @Override
  public String toString() {
    return Round.describe(Frame.Kind.PART, name, parts.total());
  }
}
