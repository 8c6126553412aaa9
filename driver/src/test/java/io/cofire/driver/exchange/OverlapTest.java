package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.PendingSum;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.RankThreads;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums that go on while ranks do something else. */
class OverlapTest {

  private static final Duration DEADLINE = Patience.LIMIT;
  private static final int RANKS = 4;
  private static final int BUCKET = 60;

  @ParameterizedTest
  @EnumSource(Block.class)
  void theSameBitsOnOneTwoAndFourHostsAsOfOneSumInOneProcess(Block block) throws Exception {
    float[] whole =
        RankThreads.run(RANKS, collective -> train(block, collective)).get(0).parameters();
    for (int count : new int[] {1, 2, 4}) {
      try (Hosts hosts = new Hosts(RANKS, count, bucketed())) {
        for (TrainingState state : hosts.onEachRank(collective -> train(block, collective))) {
          assertThat(state.parameters()).as("%d hosts", count).isEqualTo(whole);
        }
      }
    }
  }

  private static ExchangeSettings bucketed() {
    ExchangeSettings any = Hosts.settings(DEADLINE);
    return new ExchangeSettings(
        any.conf(),
        any.server(),
        any.client(),
        any.bindHost(),
        any.port(),
        any.portTries(),
        BUCKET,
        any.deadline());
  }

  /** As on a cluster of eight machines with eight accelerators each. */
  @Test
  void sixtyFourRanksOnEightHostsEqualSixtyFourOnOne() throws Exception {
    int ranks = 64;
    List<float[]> all = new ArrayList<>();
    for (int count : new int[] {1, 8}) {
      try (Hosts hosts = new Hosts(ranks, count, bucketed())) {
        hosts.onEachRank(collective -> train(Block.TDBN, ranks, collective)).stream()
            .map(TrainingState::parameters)
            .forEach(all::add);
      }
    }
    assertThat(all).hasSize(2 * ranks).allSatisfy(one -> assertThat(one).isEqualTo(all.get(0)));
  }

  private static TrainingState train(Block block, Collective collective) {
    return train(block, 8, collective);
  }

  /** Two steps of so many samples, shared out evenly. */
  private static TrainingState train(Block block, int batch, Collective collective) {
    int mine = batch / collective.size();
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, TinyTask.config(block, mine), collective)) {
      for (int step = 0; step < 2; step++) {
        int from = batch * step + mine * collective.rank();
        trainer.step(TinyTask.batch(from, from + mine), batch);
      }
      return trainer.state();
    }
  }

  /** Sums of different lengths, waited for in another order, with gathers between and behind. */
  @Test
  void manySumsAndGathersAtATimeKeepTheirValues() throws Exception {
    int[] sizes = {1, 70_000, 3, 200_001, 65_536, 400_000};
    try (Hosts hosts = new Hosts(3, 3, Hosts.settings(DEADLINE))) {
      List<List<float[]>> all =
          hosts.onEachRank(
              collective -> {
                List<float[]> values = new ArrayList<>();
                List<PendingSum> sums = new ArrayList<>();
                for (int size : sizes) {
                  float[] mine = new float[size];
                  Arrays.fill(mine, collective.rank() + size);
                  values.add(mine);
                  sums.add(collective.begin("sum" + size, FloatBuffer.wrap(mine)));
                  float[] one = {collective.rank()};
                  assertThat(collective.gather("between", one)[2]).containsExactly(2);
                }
                float[] large = new float[100_000];
                Arrays.fill(large, collective.rank());
                assertThat(collective.gather("large", large)[1]).hasSize(100_000).containsOnly(1);
                for (int i = sums.size() - 1; i >= 0; i--) {
                  sums.get(i).await();
                }
                return values;
              });
      for (List<float[]> values : all) {
        for (int i = 0; i < sizes.length; i++) {
          assertThat(values.get(i)).hasSize(sizes[i]).containsOnly(3 * sizes[i] + 3);
        }
      }
    }
  }

  /** A rank that is a sum ahead of another is out of step with it. */
  @Test
  void aSumThatOnlyOneRankBeginsIsNamedWithWhatTheOtherCalls() throws Exception {
    try (Hosts hosts = new Hosts(2, 2, Hosts.settings(DEADLINE))) {
      List<String> messages =
          hosts.onEachRank(
              collective -> {
                FloatBuffer values = FloatBuffer.allocate(10);
                return ExchangeTest.failure(
                    () -> {
                      if (collective.rank() == 0) {
                        collective.begin("gradients from a to b", values);
                      }
                      collective.gather("norm.moments", new float[2]);
                      collective.barrier("behind");
                    });
              });
      assertThat(messages)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .contains(
                          "out of step at operation 0",
                          "sum of 10 values 'gradients from a to b'",
                          "gather of 2 values 'norm.moments'"));
    }
  }
}
