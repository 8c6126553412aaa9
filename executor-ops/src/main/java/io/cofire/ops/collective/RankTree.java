package io.cofire.ops.collective;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The binary tree over ranks in which values are merged: pairs of neighbours, pairs of pairs, and
 * so on. Its shape depends on the number of ranks alone, and what a node comes to is rounded to
 * {@link TwoFloats two floats} everywhere, sent or not; so the root has the same bits wherever the
 * ranks live.
 *
 * @param ranks W
 */
public record RankTree(int ranks) {

  /** All ranks. */
  public TreeNode root() {
    return new TreeNode(Integer.SIZE - Integer.numberOfLeadingZeros(ranks - 1), 0);
  }

  /** Whether a node has ranks. */
  public boolean has(TreeNode node) {
    return node.first() < ranks;
  }

  /** The largest nodes that together are the ranks from one up to another, in order. */
  public List<TreeNode> cover(int first, int end) {
    List<TreeNode> nodes = new ArrayList<>();
    for (int at = first; at < end; ) {
      TreeNode node = new TreeNode(0, at);
      while (node.parent().first() == at && behind(node.parent()) <= end && !node.equals(root())) {
        node = node.parent();
      }
      nodes.add(node);
      at = behind(node);
    }
    return nodes;
  }

  private int behind(TreeNode node) {
    return (int) Math.min(ranks, (node.index() + 1L) << node.level());
  }

  /** What all ranks' values come to. */
  static double[] root(double[][] leaves, Merging merging) {
    RankTree tree = new RankTree(leaves.length);
    Map<TreeNode, double[]> known = new HashMap<>();
    for (int rank = 0; rank < leaves.length; rank++) {
      known.put(new TreeNode(0, rank), leaves[rank]);
    }
    return tree.value(tree.root(), known, merging).orElseThrow();
  }

  /**
   * What a node's ranks come to; empty where values of some are neither known nor follow from what
   * is.
   *
   * @param known values by node; what follows is added
   */
  public Optional<double[]> value(TreeNode node, Map<TreeNode, double[]> known, Merging merging) {
    double[] found = known.get(node);
    if (found != null || node.level() == 0) {
      return Optional.ofNullable(found);
    }
    Optional<double[]> left = value(node.left(), known, merging);
    if (left.isEmpty() || !has(node.right())) {
      return left;
    }
    Optional<double[]> right = value(node.right(), known, merging);
    if (right.isEmpty()) {
      return right;
    }
    double[] both = merging.merge(left.get(), right.get());
    known.put(node, node.equals(root()) ? both : TwoFloats.round(both));
    return Optional.of(known.get(node));
  }
}
