package io.cofire.driver.exchange;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * A sum on its way along the hosts. A chunk's values so far come from the host before, wait here
 * until all ranks of this host have come, and lie then in the buffer of the first of them until the
 * total takes their place. The counts are guarded by the group's lock, the values are not: each is
 * written once before it is counted.
 */
final class ChainRound implements Round {

  private static final int BLOCK = 1024; // floats: 4 KB, which stays in the innermost cache
  private static final Duration MOST_GRACE = Duration.ofSeconds(5);

  private final String name;
  private final int total;
  private final Placement placement;
  private final int host;
  private final FloatBuffer[] local; // of this host's ranks, in order; null for those not here
  private final float[][] kept; // values of the host before, by chunk
  private final BitSet arrived = new BitSet(); // chunks of the host before
  private final BitSet totals = new BitSet(); // chunks whose total is here
  private int unsent; // messages whose values have not been copied yet
  private int taken;
  private boolean over;

  ChainRound(String name, int total, Placement placement, int host) {
    this.name = name;
    this.total = total;
    this.placement = placement;
    this.host = host;
    this.local = new FloatBuffer[placement.count(host)];
    this.kept = new float[chunks()][];
  }

  @Override
  public boolean is(Frame.Kind kind, String otherName, int otherTotal) {
    return kind == Frame.Kind.PART && name.equals(otherName) && total == otherTotal;
  }

  String name() {
    return name;
  }

  int total() {
    return total;
  }

  private int chunks() {
    return (int) ((total + Frame.MAX_VALUES - 1L) / Frame.MAX_VALUES);
  }

  /** Where a chunk begins. */
  int begin(int chunk) {
    return chunk * Frame.MAX_VALUES;
  }

  /** Values of a chunk. */
  int length(int chunk) {
    return Math.min(Frame.MAX_VALUES, total - begin(chunk));
  }

  /**
   * The chunk that begins at an offset and has so many values.
   *
   * @return -1 if there is none
   */
  int chunkAt(int offset, int values) {
    int chunk = offset / Frame.MAX_VALUES;
    boolean whole = offset % Frame.MAX_VALUES == 0 && chunk < chunks() && values == length(chunk);
    return whole ? chunk : -1;
  }

  /**
   * A rank of this host brings its values.
   *
   * @return chunks to which this host's ranks can be added now
   */
  List<Integer> join(int rank, FloatBuffer values) {
    local[rank - placement.first(host)] = values;
    List<Integer> ready = new ArrayList<>();
    for (int chunk = 0; isJoined() && chunk < chunks(); chunk++) {
      if (host == 0 || arrived.get(chunk)) {
        ready.add(chunk);
      }
    }
    settle();
    return ready;
  }

  /** Whether all ranks of this host have come. */
  boolean isJoined() {
    return Arrays.stream(local).noneMatch(Objects::isNull);
  }

  /** Whether a chunk of the host before has arrived. */
  boolean has(int chunk) {
    return arrived.get(chunk);
  }

  /** Notes that a chunk of the host before has arrived, to be added at once. */
  void arrived(int chunk) {
    arrived.set(chunk);
  }

  /**
   * Keeps a chunk of the host before.
   *
   * @return whether this host's ranks have come, so that nobody else will add it
   */
  boolean keep(int chunk, float[] values) {
    kept[chunk] = values;
    arrived.set(chunk);
    return isJoined();
  }

  /**
   * Adds this host's ranks to a chunk, in rank order and 32 bits.
   *
   * @param fresh values of the host before, unless they were kept or there is none
   */
  void add(int chunk, FloatBuffer fresh) {
    float[] sum = new float[BLOCK];
    float[] term = new float[BLOCK];
    boolean last = host == placement.hosts() - 1;
    for (int at = 0; at < length(chunk); at += BLOCK) {
      int place = begin(chunk) + at;
      int n = Math.min(BLOCK, length(chunk) - at);
      boolean begun = before(chunk, at, n, fresh, sum);
      for (FloatBuffer values : local) {
        values.get(place, term, 0, n);
        for (int i = 0; i < n; i++) {
          sum[i] = begun ? sum[i] + term[i] : term[i];
        }
        begun = true;
      }
      for (FloatBuffer values : last ? local : new FloatBuffer[] {local[0]}) {
        values.put(place, sum, 0, n);
      }
    }
  }

  private boolean before(int chunk, int at, int n, FloatBuffer fresh, float[] sum) {
    if (kept[chunk] != null) {
      System.arraycopy(kept[chunk], at, sum, 0, n);
    } else if (host > 0) {
      fresh.get(fresh.position() + at, sum, 0, n);
    }
    return host > 0;
  }

  /** The array that kept a chunk, to be used again. */
  List<float[]> release(int chunk) {
    float[] array = kept[chunk];
    kept[chunk] = null;
    return array == null ? List.of() : List.of(array);
  }

  /** Writes a total of the host before; false if no rank of this host can wait for it. */
  boolean write(int offset, FloatBuffer values) {
    if (!isJoined()) {
      return false;
    }
    for (FloatBuffer buffer : local) {
      buffer.put(offset, values, values.position(), values.remaining());
    }
    return true;
  }

  /** The buffer that this host's chunks are sent from. */
  FloatBuffer result() {
    return local[0];
  }

  /** Notes that a chunk's total lies in its place. */
  boolean totalled(int chunk) {
    totals.set(chunk);
    settle();
    return over;
  }

  /** Notes that a message will be sent from the result. */
  void sending() {
    unsent++;
  }

  /** Notes that a message's values have been copied. */
  void sent() {
    unsent--;
    settle();
  }

  private void settle() {
    over = totals.cardinality() == chunks() && unsent == 0;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public BitSet missing() {
    BitSet missing = new BitSet();
    for (int i = 0; i < local.length; i++) {
      missing.set(placement.first(host) + i, local[i] == null);
    }
    int before = (host + placement.hosts() - 1) % placement.hosts();
    if (missing.isEmpty() && totals.cardinality() < chunks()) {
      missing.set(placement.first(before), placement.first(before + 1));
    }
    return missing;
  }

  /**
   * Who waits for ranks of its own speaks first, who waits for a part before the next on the chain,
   * and who waits for totals last.
   */
  @Override
  public Duration grace() {
    if (!isJoined()) {
      return Duration.ZERO;
    }
    boolean parts = host > 0 && arrived.cardinality() < chunks();
    int place = parts ? host : placement.hosts() + host;
    return MOST_GRACE.multipliedBy(place).dividedBy(2L * placement.hosts());
  }

  @Override
  public boolean taken() {
    return ++taken == local.length;
  }

  @Override
  public String toString() {
    return Round.describe(Frame.Kind.PART, name, total);
  }
}
