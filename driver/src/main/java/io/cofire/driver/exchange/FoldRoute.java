package io.cofire.driver.exchange;

import io.cofire.ops.collective.RankTree;
import io.cofire.ops.collective.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which merged values a host sends to which others, and what it gets from them, until it has the
 * root of the {@link RankTree}. Two ways lead there, with the same bits:
 *
 * <ul>
 *   <li>all to all: every host sends the largest nodes that its ranks make up, mostly one;
 *   <li>along the tree, where hosts hold 2^n neighbouring ranks each: with every step the node that
 *       a host knows grows by its sibling, which a host of that one sends; ceil(log2 H) steps.
 * </ul>
 */
final class FoldRoute {

  private final Placement placement;
  private final RankTree tree;
  private final List<Sending> sendings;
  private final List<List<TreeNode>> incoming;

  /** Nodes for some hosts, to be sent when their values are known. */
  record Sending(List<TreeNode> nodes, List<Integer> hosts) {}

  private FoldRoute(Placement placement, int host, boolean alongTree) {
    this.placement = placement;
    this.tree = new RankTree(placement.ranks());
    this.sendings = alongTree ? climbing(host) : List.of(new Sending(cover(host), others(host)));
    this.incoming =
        IntStream.range(0, placement.hosts())
            .mapToObj(from -> alongTree ? sent(from, host) : cover(from))
            .toList();
  }

  /** A message to each other host. */
  static FoldRoute allToAll(Placement placement, int host) {
    return new FoldRoute(placement, host, false);
  }

  /** Step by step; for a placement that {@link ExchangeWays#isTreeOfHosts}. */
  static FoldRoute alongTree(Placement placement, int host) {
    return new FoldRoute(placement, host, true);
  }

  RankTree tree() {
    return tree;
  }

  /** What this host sends, in order. */
  List<Sending> sendings() {
    return sendings;
  }

  /** The nodes that another host sends to this one. */
  List<TreeNode> incoming(int from) {
    return incoming.get(from);
  }

  /** Number of nodes in every message of a host. */
  int nodes(int from) {
    return cover(from).size();
  }

  private List<Sending> climbing(int host) {
    List<Sending> steps = new ArrayList<>();
    for (TreeNode node = cover(host).get(0); !node.equals(tree.root()); node = node.parent()) {
      List<TreeNode> known = List.of(node);
      List<Integer> hosts =
          others(host).stream().filter(to -> sent(host, to).equals(known)).toList();
      steps.add(new Sending(known, hosts));
    }
    return steps;
  }

  /** What one host sends another along the tree: the sibling of a node that the other is in. */
  private List<TreeNode> sent(int from, int to) {
    TreeNode needed = cover(to).get(0);
    while (from != to && !needed.equals(tree.root())) {
      TreeNode sibling = needed.sibling();
      if (tree.has(sibling) && source(needed, sibling, to) == from) {
        return List.of(sibling);
      }
      needed = needed.parent();
    }
    return List.of();
  }

  /** The host at the same place in the sibling, or the last one where that half is shorter. */
  private int source(TreeNode needed, TreeNode sibling, int to) {
    int rank = sibling.first() + placement.first(to) - needed.first();
    return placement.hostOf(Math.min(rank, placement.ranks() - 1));
  }

  private List<TreeNode> cover(int host) {
    return tree.cover(placement.first(host), placement.first(host + 1));
  }

  private List<Integer> others(int host) {
    return IntStream.range(0, placement.hosts()).filter(h -> h != host).boxed().toList();
  }
}
