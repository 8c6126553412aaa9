package io.cofire.ops.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.ops.rank.RankThreads;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalGroupTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void gathersByRankOverManyCalls() throws Exception {
    RankThreads.run(
        3,
        collective -> {
          for (int call = 0; call < 2000; call++) {
            float[] mine = {collective.rank(), call};
            float[][] all = collective.gather("call" + call, mine);
            mine[0] = -1; // what was given is copied, so the caller may reuse it
            for (int r = 0; r < 3; r++) {
              assertThat(all[r]).containsExactly(r, call);
            }
          }
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 1024, 10_007})
  void sumsInRankOrderToTheSameBitsEverywhere(int size) throws Exception {
    float[] expected = vector(0, size);
    for (int r = 1; r < 3; r++) {
      float[] term = vector(r, size);
      for (int i = 0; i < size; i++) {
        expected[i] += term[i];
      }
    }
    List<float[]> sums =
        RankThreads.run(
            3,
            collective -> {
              FloatBuffer values = FloatBuffer.allocate(size + 2);
              values.put(1, vector(collective.rank(), size));
              collective.sum("gradients", values.position(1).limit(size + 1));
              assertThat(values.position()).isEqualTo(1);
              float[] sum = new float[size];
              values.get(1, sum);
              return sum;
            });
    for (float[] sum : sums) {
      assertThat(sum).isEqualTo(expected);
    }
  }

  private static float[] vector(int rank, int size) {
    SplittableRandom random = Key.of(5).child(rank).random();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.exp(20 * random.nextDouble() - 10);
    }
    return values;
  }

  @Test
  void oneRankWaitsForNobody() {
    Collective alone = LocalGroup.of(1, SHORT).collective(0);
    alone.barrier("start");
    FloatBuffer values = FloatBuffer.wrap(new float[] {1, 2});
    alone.sum("gradients", values);
    assertThat(values.array()).containsExactly(1, 2);
    assertThat(alone.gather("moments", new float[] {3})).isDeepEqualTo(new float[][] {{3}});
  }

  @Test
  void namesTheRanksThatAreMissingAtTheDeadline() {
    Collective first = LocalGroup.of(3, SHORT).collective(0);
    assertThatThrownBy(() -> first.gather("stem.norm.moments", new float[2]))
        .isInstanceOf(CollectiveException.class)
        .hasMessage(
            "Cannot complete the gather of 'stem.norm.moments' (2 floats): ranks 1, 2 did not"
                + " arrive within 200 ms");
  }

  @Test
  void saysWhereEachRankIsWhenTheyAreOutOfStep() {
    LocalGroup group = LocalGroup.of(2, Patience.LIMIT);
    CompletableFuture<float[][]> other =
        CompletableFuture.supplyAsync(() -> group.collective(1).gather("b", new float[1]));
    assertThatThrownBy(() -> group.collective(0).gather("a", new float[1]))
        .isInstanceOf(CollectiveException.class)
        .hasMessageContaining("rank 0 is at the gather of 'a'")
        .hasMessageContaining("rank 1 at the gather of 'b'");
    assertThatThrownBy(other::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("out of step");
  }

  @Test
  void anotherLengthIsOutOfStepToo() {
    LocalGroup group = LocalGroup.of(2, Patience.LIMIT);
    CompletableFuture<float[][]> other =
        CompletableFuture.supplyAsync(() -> group.collective(1).gather("a", new float[2]));
    assertThatThrownBy(() -> group.collective(0).gather("a", new float[1]))
        .hasMessageContaining("(1 floats)")
        .hasMessageContaining("(2 floats)");
    assertThatThrownBy(other::join).hasMessageContaining("out of step");
  }

  @Test
  void carriesTheRootCauseOfAnAbortToEveryRank() {
    LocalGroup group = LocalGroup.of(2, Patience.LIMIT);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> group.collective(0).barrier("epoch"));
    IllegalStateException cause = new IllegalStateException("disk full");
    group.collective(1).abort(cause);
    group.collective(1).abort(new IllegalStateException("a consequence"));
    assertThatThrownBy(waiting::join)
        .cause()
        .isInstanceOf(CollectiveException.class)
        .hasMessageContaining("rank 1 failed: java.lang.IllegalStateException: disk full")
        .hasCause(cause);
  }

  @Test
  void aRankThatLeavesIsNotWaitedFor() {
    LocalGroup group = LocalGroup.of(2, Patience.LIMIT);
    group.collective(1).close();
    assertThatThrownBy(() -> group.collective(0).barrier("epoch"))
        .hasMessageContaining("rank 1 has closed its collective");
  }

  @Test
  void aRankMayLeaveAsSoonAsItsLastCallReturns() throws Exception {
    for (int round = 0; round < 200; round++) {
      RankThreads.run(
          2,
          collective -> {
            collective.barrier("last");
            return null;
          });
    }
  }
}
