package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums along the chain of hosts have the bits of a sum in rank order, whoever comes late. */
class ChainTest {

  private static final int SIZE = 300_001; // four chunks and a part of one

  @ParameterizedTest
  @CsvSource({"8,2,-1", "6,2,0", "9,3,5", "12,4,6", "7,3,-1"})
  void theBitsAreThoseOfASumInRankOrder(int ranks, int hosts, int late) throws Exception {
    assertThat(ExchangeWays.isShorterAlongChain(new Placement(ranks, hosts), SIZE)).isTrue();
    float[] expected = values(0);
    for (int rank = 1; rank < ranks; rank++) {
      float[] next = values(rank);
      for (int i = 0; i < SIZE; i++) {
        expected[i] += next[i];
      }
    }
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<List<float[]>> results =
          group.onEachRank(
              one -> {
                if (one.rank() == late) {
                  Thread.sleep(300);
                }
                List<float[]> sums = List.of(values(one.rank()), values(one.rank()));
                List<PendingSum> begun = new ArrayList<>();
                for (float[] sum : sums) {
                  begun.add(one.begin("gradients" + begun.size(), FloatBuffer.wrap(sum)));
                }
                one.barrier("between");
                begun.forEach(PendingSum::await);
                return sums;
              });
      assertThat(results)
          .allSatisfy(sums -> assertThat(sums).allSatisfy(s -> assertThat(s).isEqualTo(expected)));
    }
  }

  @Test
  void aRankThatStaysAwayIsNamedWhenTheDeadlinePasses() throws Exception {
    try (Hosts group = new Hosts(9, 3, Duration.ofSeconds(2))) {
      List<String> messages =
          group.onEachRank(
              one ->
                  one.rank() == 4
                      ? ""
                      : ExchangeTest.failure(
                          () -> one.sum("gradients", FloatBuffer.allocate(SIZE))));
      assertThat(messages.get(0))
          .contains("sum of 300001 values 'gradients'", "rank 4 on host-1")
          .doesNotContain("for rank 0", "for rank 6");
    }
  }

  @Test
  void shortSumsAndHostsOfOneRankKeepToTheirParts() {
    assertThat(ExchangeWays.isShorterAlongChain(new Placement(8, 4), 777)).isFalse();
    assertThat(ExchangeWays.isShorterAlongChain(new Placement(512, 512), 4_000_000)).isFalse();
    assertThat(ExchangeWays.isShorterAlongChain(new Placement(512, 64), 4_000_000)).isTrue();
    assertThat(ExchangeWays.isShorterAlongChain(new Placement(8, 1), 4_000_000)).isFalse();
  }

  @Test
  void aWayThatIsAskedForIsTakenWhereThereIsOne() {
    Placement tree = new Placement(8, 4);
    assertThat(ExchangeWays.ALL_TO_ALL.isAlongChain(tree, 4_000_000)).isFalse();
    assertThat(ExchangeWays.TREE_AND_CHAIN.isAlongChain(tree, 1)).isTrue();
    assertThat(ExchangeWays.TREE_AND_CHAIN.isAlongChain(new Placement(2, 1), 1)).isFalse();
    assertThat(ExchangeWays.SHORTER.isAlongChain(tree, 4_000_000))
        .isEqualTo(ExchangeWays.isShorterAlongChain(tree, 4_000_000));
  }

  private static float[] values(int seed) {
    SplittableRandom random = Key.of(seed).random();
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = (float) ((random.nextDouble() - 0.5) * (1 << random.nextInt(20)));
    }
    return values;
  }
}
