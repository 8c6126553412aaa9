package io.cofire.driver.exchange;

import io.cofire.ops.collective.RankTree;
import io.cofire.ops.collective.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which merged values a host sends to which others, and what it gets from them, until it has the
 * root of the {@link RankTree}. A step climbs some levels of the tree at once: a host knows a node,
 * and gets the others of that level under their common ancestor, each from a host of that node. All
 * numbers of levels give the same bits:
 *
 * <ul>
 *   <li>one level a step: log2 H steps, with a message each;
 *   <li>all levels in one step: a message to each other host, with the largest nodes that the
 *       sender's ranks make up. Hosts that hold 2^n neighbouring ranks each, and so are nodes of
 *       the tree, have one; others may have several, and know no other way.
 * </ul>
 */
final class FoldRoute {

  private final Placement placement;
  private final int levels;
  private final RankTree tree;
  private final List<Sending> sendings;
  private final List<List<TreeNode>> incoming;

  /** Nodes for some hosts, to be sent when their values are known. */
  record Sending(List<TreeNode> nodes, List<Integer> hosts) {}

  private FoldRoute(Placement placement, int host, int levels) {
    this.placement = placement;
    this.levels = levels;
    this.tree = new RankTree(placement.ranks());
    this.sendings = isOneStep() ? List.of(new Sending(cover(host), others(host))) : climbing(host);
    this.incoming =
        IntStream.range(0, placement.hosts())
            .mapToObj(from -> from == host ? List.<TreeNode>of() : sent(from, host))
            .toList();
  }

  /**
   * The way of a host.
   *
   * @param levels of the tree that a step climbs; all of {@link ExchangeWays#height} where hosts
   *     are no nodes of it
   */
  static FoldRoute climbing(Placement placement, int host, int levels) {
    return new FoldRoute(placement, host, levels);
  }

  RankTree tree() {
    return tree;
  }

  /** What this host sends, in order. */
  List<Sending> sendings() {
    return sendings;
  }

  /** The nodes that another host sends to this one, in order; all of them at once. */
  List<TreeNode> incoming(int from) {
    return incoming.get(from);
  }

  /** Number of nodes in every message of a host. */
  int nodes(int from) {
    return cover(from).size();
  }

  private boolean isOneStep() {
    return levels >= ExchangeWays.height(placement);
  }

  private List<Sending> climbing(int host) {
    List<Sending> steps = new ArrayList<>();
    for (int level = leaf(); level < tree.root().level(); level = above(level)) {
      List<TreeNode> known = List.of(node(level, host));
      List<Integer> hosts =
          others(host).stream().filter(to -> sent(host, to).equals(known)).toList();
      steps.add(new Sending(known, hosts));
    }
    return steps;
  }

  /**
   * What one host sends another: its node in the only step that brings both under one ancestor.
   * Before it they lie under different ones, after it in the same node.
   */
  private List<TreeNode> sent(int from, int to) {
    if (isOneStep()) {
      return cover(from);
    }
    int level = leaf();
    while (!node(above(level), from).equals(node(above(level), to))) {
      level = above(level);
    }
    return source(level, from, to) == from ? List.of(node(level, from)) : List.of();
  }

  /** The host at the same place in another's node; those of a shorter one take turns. */
  private int source(int level, int from, int to) {
    int place = placement.first(to) - node(level, to).first();
    int first = node(level, from).first();
    return placement.hostOf(first + place % Math.min(1 << level, placement.ranks() - first));
  }

  /** Where a step from a level ends; the last one may have fewer levels to climb. */
  private int above(int level) {
    return Math.min(level + levels, tree.root().level());
  }

  /** The node of some level that a host is in. */
  private TreeNode node(int level, int host) {
    return new TreeNode(level, placement.first(host) >> level);
  }

  /** The level of a host's own node. */
  private int leaf() {
    return cover(0).get(0).level();
  }

  private List<TreeNode> cover(int host) {
    return tree.cover(placement.first(host), placement.first(host + 1));
  }

  private List<Integer> others(int host) {
    return IntStream.range(0, placement.hosts()).filter(h -> h != host).boxed().toList();
  }
}
