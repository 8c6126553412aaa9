package io.cofire.ops.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankTreeTest {

  /** Writes down who is merged with whom, so that order and shape show. */
  private static String shape(int ranks) {
    List<String> names = new ArrayList<>();
    double[][] leaves = new double[ranks][];
    for (int rank = 0; rank < ranks; rank++) {
      names.add("" + rank);
      leaves[rank] = new double[] {rank};
    }
    Merging written =
        (left, right) -> {
          names.add("(" + names.get((int) left[0]) + " " + names.get((int) right[0]) + ")");
          return new double[] {names.size() - 1};
        };
    return names.get((int) RankTree.root(leaves, written)[0]);
  }

  @Test
  void neighboursAreMergedThenPairsOfThem() {
    assertThat(shape(1)).isEqualTo("0");
    assertThat(shape(2)).isEqualTo("(0 1)");
    assertThat(shape(3)).isEqualTo("((0 1) 2)");
    assertThat(shape(5)).isEqualTo("(((0 1) (2 3)) 4)");
    assertThat(shape(7)).isEqualTo("(((0 1) (2 3)) ((4 5) 6))");
    assertThat(shape(8)).isEqualTo("(((0 1) (2 3)) ((4 5) (6 7)))");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8, 13, 64})
  void whatRunsOfRanksComeToGivesTheRootsBits(int ranks) {
    double[][] leaves = new double[ranks][];
    for (int rank = 0; rank < ranks; rank++) {
      leaves[rank] = new double[] {(float) Math.pow(1.7, rank % 40) / 3};
    }
    double[] whole = RankTree.root(leaves, Merging.SUM);
    RankTree tree = new RankTree(ranks);
    for (int cut = 0; cut <= ranks; cut++) {
      Map<TreeNode, double[]> sent = new HashMap<>();
      for (int[] run : new int[][] {{0, cut}, {cut, ranks}}) {
        Map<TreeNode, double[]> known = new HashMap<>();
        for (int rank = run[0]; rank < run[1]; rank++) {
          known.put(new TreeNode(0, rank), leaves[rank]);
        }
        for (TreeNode node : tree.cover(run[0], run[1])) {
          double[] value = tree.value(node, known, Merging.SUM).orElseThrow();
          sent.put(
              node,
              node.equals(tree.root()) ? value : TwoFloats.join(TwoFloats.split(value), 0, 1));
        }
      }
      assertThat(tree.value(tree.root(), sent, Merging.SUM).orElseThrow()).isEqualTo(whole);
    }
  }

  @Test
  void aNodeWithARankThatIsNotKnownHasNoValue() {
    Map<TreeNode, double[]> known = new HashMap<>();
    known.put(new TreeNode(0, 0), new double[1]);
    assertThat(new RankTree(2).value(new TreeNode(1, 0), known, Merging.SUM)).isEmpty();
  }

  @Test
  void aRunOfRanksIsCoveredByTheLargestNodes() {
    RankTree tree = new RankTree(13);
    assertThat(tree.cover(0, 13)).containsExactly(tree.root());
    assertThat(tree.cover(3, 8)).containsExactly(new TreeNode(0, 3), new TreeNode(2, 1));
    assertThat(tree.cover(8, 13)).containsExactly(new TreeNode(3, 1));
    assertThat(tree.cover(5, 5)).isEmpty();
  }
}
