package io.cofire.ops.collective;

/**
 * A node of a {@link RankTree}: the ranks from index * 2^level on, 2^level of them or as many as
 * there are.
 *
 * @param level 0 for a rank
 * @param index from the left, within its level
 */
public record TreeNode(int level, int index) {

  /** Its first rank. */
  public int first() {
    return index << level;
  }

  /** The node whose half it is. */
  public TreeNode parent() {
    return new TreeNode(level + 1, index >> 1);
  }

  /** The other half of its parent, which has no ranks where the tree ends before. */
  public TreeNode sibling() {
    return new TreeNode(level, index ^ 1);
  }

  TreeNode left() {
    return new TreeNode(level - 1, index << 1);
  }

  TreeNode right() {
    return new TreeNode(level - 1, (index << 1) + 1);
  }
}
