package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cofire.data.Patience;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.random.Key;
import io.cofire.data.shards.ShardException;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeTest {

  @ParameterizedTest
  @CsvSource({
    "1,1,1000",
    "2,1,1000",
    "2,2,1",
    "2,2,1000",
    "2,2,1000003",
    "4,2,777",
    "4,4,3",
    "5,3,100001"
  })
  void sumsAreInRankOrderWhereverTheRanksLive(int ranks, int hosts, int size) throws Exception {
    float[] expected = values(0, size);
    for (int rank = 1; rank < ranks; rank++) {
      float[] next = values(rank, size);
      for (int i = 0; i < size; i++) {
        expected[i] += next[i];
      }
    }
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<float[]> results =
          group.onEachRank(
              collective -> {
                FloatBuffer padded = FloatBuffer.allocate(size + 7);
                padded.position(3).put(values(collective.rank(), size));
                padded.position(3).limit(3 + size);
                collective.sum("first", padded);
                assertThat(padded.position()).isEqualTo(3);
                float[] sum = new float[size];
                padded.get(3, sum);
                collective.barrier("between");
                collective.sum("again", FloatBuffer.wrap(values(collective.rank(), size)));
                return sum;
              });
      assertThat(results).hasSize(ranks).allSatisfy(sum -> assertThat(sum).isEqualTo(expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "2,2", "4,2", "5,3"})
  void everyRankSeesEveryRanksValues(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<Integer> checked =
          group.onEachRank(
              collective -> {
                for (int round = 0; round < 50; round++) {
                  float[] mine = values(collective.rank() * 100 + round, 33);
                  float[][] all = collective.gather("moments" + round, mine);
                  Arrays.fill(mine, 0); // the caller may use its array again at once
                  for (int rank = 0; rank < ranks; rank++) {
                    assertThat(all[rank]).isEqualTo(values(rank * 100 + round, 33));
                  }
                }
                return collective.size();
              });
      assertThat(checked).containsOnly(ranks);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,2", "3,3"})
  void theFirstFailureReachesEveryRankWithItsCause(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<String> messages =
          group.onEachRank(
              collective -> {
                if (collective.rank() == 1) {
                  collective.abort(new IllegalStateException("boom"));
                }
                return failure(() -> collective.barrier("next"));
              });
      int host = group.placement.hostOf(1);
      assertThat(messages)
          .containsOnly(
              "Rank 1 on host-" + host + " failed: java.lang.IllegalStateException: boom");
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,2"})
  void everyRankKnowsWhetherAnotherAttemptMayPass(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Duration.ofSeconds(20))) {
      List<Diagnosis> known =
          group.onEachRank(
              collective -> {
                if (collective.rank() == 1) {
                  collective.abort(new IllegalStateException(new ShardException("damaged")));
                }
                return Diagnosis.of(catchThrowable(() -> collective.barrier("next")));
              });
      assertThat(known).containsOnly(Diagnosis.DATA);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,2"})
  void ranksOutOfStepFailWithBothNames(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<String> messages =
          group.onEachRank(
              collective ->
                  failure(() -> collective.gather("layer" + collective.rank(), new float[2])));
      assertThat(messages)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .contains("out of step at operation 0", "'layer0'", "'layer1'"));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,2"})
  void aRankThatStaysAwayIsNamedWhenTheDeadlinePasses(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Duration.ofSeconds(2))) {
      List<String> messages =
          group.onEachRank(
              collective ->
                  collective.rank() == 0
                      ? failure(() -> collective.sum("gradients", FloatBuffer.allocate(10)))
                      : "");
      assertThat(messages.get(0))
          .startsWith(
              "Rank 0 on host-0 waited 2000 ms in operation 0, sum of 10 values 'gradients'")
          .endsWith("for rank 1 on host-" + (hosts - 1));
    }
  }

  @Test
  void aHostThatHasEndedIsNotWaitedFor() throws Exception {
    try (Hosts group = new Hosts(2, 2, Patience.LIMIT)) {
      group.exchanges.get(1).close();
      List<String> messages =
          group.onEachRank(
              collective ->
                  collective.rank() == 0 ? failure(() -> collective.barrier("next")) : "");
      assertThat(messages.get(0))
          .isEqualTo(
              "Rank 1 on host-1 has ended, but rank 0 on host-0 is in operation 0, gather of 0 values 'next'");
    }
  }

  @Test
  void ranksFollowEachOtherOnTheHosts() {
    Placement placement = new Placement(7, 3);
    List<Integer> hosts = new ArrayList<>();
    for (int rank = 0; rank < 7; rank++) {
      hosts.add(placement.hostOf(rank));
    }
    assertThat(hosts).containsExactly(0, 0, 1, 1, 2, 2, 2);
    assertThat(placement.describe(2)).isEqualTo("ranks 4-6");
    assertThatThrownBy(() -> new Placement(2, 3))
        .hasMessage("Cannot place 2 ranks on 3 hosts: expected 1 to 2 hosts");
  }

  static String failure(Runnable call) {
    try {
      call.run();
      return "no failure";
    } catch (CollectiveException e) {
      return e.getMessage();
    }
  }

  private static float[] values(int seed, int size) {
    SplittableRandom random = Key.of(seed).random();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextDouble() - 0.5) * (1 << random.nextInt(20));
    }
    return values;
  }

  /** What one rank does. */
  interface RankBody<T> {
    T run(Collective collective) throws Exception;
  }
}
