package io.cofire.driver.exchange;

import io.cofire.driver.exchange.FoldRoute.Sending;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.TreeNode;
import io.cofire.ops.collective.TwoFloats;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values of all ranks on their way up the tree. Whoever brings the last values that a node needs, a
 * rank's thread or the connection's, merges it and says what can be sent. Guarded by the group's
 * lock.
 */
final class FoldRound implements Round {

  private static final Duration STEP_GRACE = Duration.ofMillis(500);

  private final String name;
  private final int size;
  private final Placement placement;
  private final int host;
  private final FoldRoute route;
  private final Deque<Sending> sendings;
  private final Map<TreeNode, double[]> known = new HashMap<>();
  private final Map<Integer, Block> blocks = new HashMap<>(); // by the host that sends it
  private final BitSet joined = new BitSet(); // ranks of this host
  private Optional<Merging> merging = Optional.empty(); // once a rank of this host has come
  private Optional<double[]> result = Optional.empty();
  private int taken;

  /** Nodes of another host, of which the first values are here; messages keep their order. */
  private static final class Block {
    final float[] floats;
    int here;

    Block(float[] floats) {
      this.floats = floats;
    }

    /** False, and nothing is written, unless the values follow those that are here. */
    boolean write(int offset, FloatBuffer values) {
      int count = values.remaining();
      if (offset != here || count > floats.length - here) {
        return false;
      }
      values.duplicate().get(floats, here, count);
      here += count;
      return true;
    }

    boolean isWhole() {
      return here == floats.length;
    }
  }

  /** A block for some hosts. */
  record Parcel(FloatBuffer values, List<Integer> hosts) {}

  /**
   * A round that nobody has joined.
   *
   * @param size values of a rank
   */
  FoldRound(String name, int size, Placement placement, int host, FoldRoute route) {
    this.name = name;
    this.size = size;
    this.placement = placement;
    this.host = host;
    this.route = route;
    this.sendings = new ArrayDeque<>(route.sendings());
  }

  @Override
  public boolean is(Frame.Kind kind, String otherName, int otherSize) {
    return kind == Frame.Kind.FOLD && name.equals(otherName) && size == otherSize;
  }

  /** Floats of a message with so many nodes. */
  static int floats(int nodes, int size) {
    return nodes * 2 * size;
  }

  /**
   * A rank of this host brings its values.
   *
   * @return what can be sent now
   */
  List<Parcel> join(int rank, double[] mine, Merging how) {
    known.put(new TreeNode(0, rank), TwoFloats.round(mine));
    merging = Optional.of(how);
    joined.set(rank);
    return advance();
  }

  /**
   * Another host's values arrive.
   *
   * @return what can be sent now; empty where the values lie outside what that host sends
   */
  Optional<List<Parcel>> arrived(int from, int offset, FloatBuffer values) {
    List<TreeNode> nodes = route.incoming(from);
    Block block =
        blocks.computeIfAbsent(from, any -> new Block(new float[floats(nodes.size(), size)]));
    if (nodes.isEmpty() || !block.write(offset, values)) {
      return Optional.empty();
    }
    for (int i = 0; block.isWhole() && i < nodes.size(); i++) {
      known.put(nodes.get(i), TwoFloats.join(block.floats, floats(i, size), size));
    }
    return Optional.of(advance());
  }

  private boolean isWhole(int from) {
    return blocks.containsKey(from) && blocks.get(from).isWhole();
  }

  /** Merges what can be merged. */
  private List<Parcel> advance() {
    if (joined.cardinality() < placement.count(host)) {
      return List.of();
    }
    List<Parcel> parcels = new ArrayList<>();
    while (!sendings.isEmpty() && parcel(sendings.peek()).map(parcels::add).orElse(false)) {
      sendings.remove();
    }
    result = value(route.tree().root());
    return parcels;
  }

  private Optional<Parcel> parcel(Sending sending) {
    FloatBuffer floats = FloatBuffer.allocate(floats(sending.nodes().size(), size));
    for (TreeNode node : sending.nodes()) {
      Optional<double[]> value = value(node);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      floats.put(TwoFloats.split(value.get()));
    }
    return Optional.of(new Parcel(floats.flip(), sending.hosts()));
  }

  private Optional<double[]> value(TreeNode node) {
    return route.tree().value(node, known, merging.orElseThrow());
  }

  /** What all ranks' values come to, when it is over. */
  double[] result() {
    return result.orElseThrow();
  }

  @Override
  public boolean over() {
    return result.isPresent();
  }

  @Override
  public BitSet missing() {
    BitSet missing = new BitSet();
    for (int other = 0; other < placement.hosts(); other++) {
      boolean awaited = other == host || (!route.incoming(other).isEmpty() && !isWhole(other));
      missing.set(placement.first(other), placement.first(other + 1), awaited);
    }
    missing.andNot(joined);
    return missing;
  }

  /** Half a second for each step below the one that is awaited. */
  @Override
  public Duration grace() {
    int steps = route.sendings().size() - sendings.size();
    return STEP_GRACE.multipliedBy(Math.max(0, steps - 1));
  }

  @Override
  public boolean taken() {
    return ++taken == placement.count(host);
  }

  @Override
  public String toString() {
    return Round.describe(Frame.Kind.FOLD, name, size);
  }
}
