package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The smaller minibatch at an epoch's end, which ranks share unevenly or not at all. */
class LastBatchTest {

  private static final int WHOLE = 6;

  /** What a rank ends with. */
  private record Ended(TrainingState state, StepResult last) {}

  /** Two epochs of a whole minibatch and a smaller one, shared out over ranks. */
  private static List<Ended> train(Block block, NormSync sync, int[] whole, int[] last)
      throws Exception {
    int rest = Arrays.stream(last).sum();
    return RankThreads.run(
        whole.length,
        collective -> {
          int rank = collective.rank();
          TrainerConfig config =
              with(TinyTask.config(block, whole[rank]), sync).withLastRankBatch(last[rank]);
          try (Kernels kernels = Engines.open("nd4j", Device.CPU);
              RankTrainer trainer = new RankTrainer(kernels, config, collective)) {
            StepResult result = null;
            for (int epoch = 0; epoch < 2; epoch++) {
              int at = epoch * (WHOLE + rest);
              trainer.step(part(at, whole, rank), WHOLE);
              result = trainer.step(part(at + WHOLE, last, rank), rest, Watching.SPIKES);
            }
            return new Ended(trainer.state(), result);
          }
        });
  }

  private static TrainerConfig with(TrainerConfig config, NormSync sync) {
    return new TrainerConfig(
        config.network(),
        config.input(),
        config.scoring(),
        config.classes(),
        config.rankBatch(),
        sync,
        config.loss(),
        config.optimizer(),
        config.schedule(),
        config.stepsPerEpoch(),
        config.epochs(),
        config.seed(),
        config.recompute());
  }

  private static Minibatch part(int from, int[] shares, int rank) {
    int first = from + Arrays.stream(shares, 0, rank).sum();
    return shares[rank] == 0 ? nobody() : TinyTask.batch(first, first + shares[rank]);
  }

  /** One place without a sample. */
  private static Minibatch nobody() {
    int size = TinyTask.batch(0, 1).input().remaining();
    return new Minibatch(DirectBuffers.floats(size), new int[] {-1}, new int[] {-1});
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void howeverRanksShareItTheyTrainLikeOneAndAgreeToTheBit(Block block) throws Exception {
    Ended alone = train(block, NormSync.ALL, new int[] {WHOLE}, new int[] {4}).get(0);
    int[][] wholes = {{3, 3}, {2, 2, 2}, {2, 2, 2}, {1, 1, 1, 1, 1, 1}};
    int[][] lasts = {{2, 2}, {2, 1, 1}, {1, 0, 3}, {0, 1, 1, 0, 1, 1}};
    for (int i = 0; i < wholes.length; i++) {
      List<Ended> ranks = train(block, NormSync.ALL, wholes[i], lasts[i]);
      TrainingState first = ranks.get(0).state();
      for (Ended rank : ranks) {
        assertThat(rank.state().parameters()).isEqualTo(first.parameters());
        assertThat(rank.state().statistics()).isEqualTo(first.statistics());
      }
      assertThat(first.parameters())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(alone.state().parameters());
      assertThat(first.statistics())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(alone.state().statistics());
      assertThat(ranks.stream().mapToInt(rank -> rank.last().count()).sum()).isEqualTo(4);
      assertThat(ranks.stream().mapToDouble(rank -> rank.last().lossSum()).sum())
          .isCloseTo(alone.last().lossSum(), within(1e-3));
      for (int layer = 0; layer < alone.last().activity().size(); layer++) {
        int at = layer;
        assertThat(ranks.stream().mapToLong(r -> r.last().activity().get(at).neuronSteps()).sum())
            .isEqualTo(alone.last().activity().get(at).neuronSteps());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void itIsTrainedToTheBitAsByATrainerOfItsSize(Block block) {
    for (Recompute recompute : new Recompute[] {Recompute.NONE, Recompute.BLOCK}) {
      TrainerConfig config = recomputing(TinyTask.config(block, WHOLE), recompute);
      try (Kernels kernels = Engines.open("nd4j", Device.CPU);
          RankTrainer trainer = TinyTask.alone(kernels, config.withLastRankBatch(4));
          RankTrainer plain =
              TinyTask.alone(kernels, recomputing(TinyTask.config(block, 4), recompute))) {
        trainer.step(TinyTask.batch(0, 6), 6);
        plain.restore(trainer.state());
        StepResult found = trainer.step(TinyTask.batch(6, 10), 4);
        StepResult expected = plain.step(TinyTask.batch(6, 10), 4);
        assertThat(found.lossSum()).isEqualTo(expected.lossSum());
        assertThat(trainer.state().parameters()).isEqualTo(plain.state().parameters());
        assertThat(trainer.state().statistics()).isEqualTo(plain.state().statistics());
      }
    }
  }

  /** Without norms the gradient of a minibatch is the mean of those of its samples. */
  @Test
  void itsGradientIsTheMeanOverItsSamplesHoweverTheyAreShared() throws Exception {
    double[] mean = new double[0];
    for (int n = 0; n < 4; n++) {
      int sample = n;
      float[] one = move(new int[] {1}, rank -> TinyTask.batch(sample, sample + 1), 1);
      mean = mean.length == 0 ? new double[one.length] : mean;
      for (int i = 0; i < one.length; i++) {
        mean[i] += one[i] / 4.0;
      }
    }
    int[] shares = {3, 0, 1};
    float[] found = move(shares, rank -> part(0, shares, rank), 4);
    assertThat(Arrays.stream(mean).map(Math::abs).max().orElse(0)).isGreaterThan(1e-3);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(mean[i], within(1e-6));
    }
  }

  /** How far a step at rate 1 moves the parameters. */
  private static float[] move(int[] shares, IntFunction<Minibatch> batches, int all)
      throws Exception {
    return RankThreads.run(
            shares.length,
            collective -> {
              TrainerConfig config = withoutNorms(3).withLastRankBatch(shares[collective.rank()]);
              try (Kernels kernels = new ReferenceKernels();
                  RankTrainer trainer = new RankTrainer(kernels, config, collective)) {
                float[] before = trainer.state().parameters();
                trainer.step(batches.apply(collective.rank()), all);
                float[] moved = trainer.state().parameters();
                for (int i = 0; i < moved.length; i++) {
                  moved[i] -= before[i];
                }
                return moved;
              }
            })
        .get(0);
  }

  private static TrainerConfig withoutNorms(int rankBatch) {
    Layered network =
        new Layered(
            List.of(new Part.Conv(4, 3), new Part.Dense(12)),
            TinyTask.neuron(Block.TDBN),
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.PER_CHANNEL, 1),
            Encoding.DIRECT,
            4);
    return new TrainerConfig(
        network,
        TinyTask.INPUT,
        TinyTask.INPUT,
        TinyTask.CLASSES,
        rankBatch,
        new LossConfig.SquareError(),
        new OptimizerConfig.Sgd(1, 0, 0, false),
        new Schedule.Constant(),
        1,
        1,
        7);
  }

  private static TrainerConfig recomputing(TrainerConfig config, Recompute recompute) {
    return new TrainerConfig(
        config.network(),
        config.input(),
        config.scoring(),
        config.classes(),
        config.rankBatch(),
        config.normSync(),
        config.loss(),
        config.optimizer(),
        config.schedule(),
        config.stepsPerEpoch(),
        config.epochs(),
        config.seed(),
        recompute);
  }

  @Test
  void normsThatSeeTheirOwnRankKeepRankZerosStatistics() throws Exception {
    int[] whole = {2, 2, 2};
    List<Ended> ranks = train(Block.SEW, NormSync.RANK, whole, new int[] {2, 1, 0});
    assertThat(ranks)
        .allSatisfy(
            rank -> {
              assertThat(rank.state().parameters()).isEqualTo(ranks.get(0).state().parameters());
              assertThat(rank.state().statistics()).isEqualTo(ranks.get(0).state().statistics());
              assertThat(rank.state().parameters()).doesNotContain(Float.NaN);
            });
  }

  @Test
  void bothSizesTakeNoMoreMemoryThanTheLargerOne() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer =
            TinyTask.alone(kernels, TinyTask.config(Block.MS, 6).withLastRankBatch(5))) {
      trainer.step(TinyTask.batch(0, 6), 6);
      long whole = kernels.memory().allocatedBytes();
      for (int epoch = 0; epoch < 2; epoch++) {
        trainer.step(TinyTask.batch(6, 11), 5);
        assertThat(kernels.memory().allocatedBytes()).isLessThan(whole);
        trainer.step(TinyTask.batch(0, 6), 6);
        trainer.evaluate(TinyTask.batches(TinyTask.batch(0, 6)));
        long input = 5L * TinyTask.batch(0, 1).input().capacity() * Float.BYTES;
        assertThat(kernels.memory().allocatedBytes()).isEqualTo(whole + input);
      }
    }
  }

  @Test
  void otherSizesAreRefused() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer =
            TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4).withLastRankBatch(2))) {
      assertThatThrownBy(() -> trainer.step(TinyTask.batch(0, 3), 3))
          .hasMessageContaining("the minibatch has 3 samples of 3 and 4 expected");
      assertThatThrownBy(() -> trainer.step(nobody(), 3))
          .hasMessageContaining("the minibatch has 0 samples of 1 and 4 expected");
      assertThatThrownBy(() -> TinyTask.config(Block.TDBN, 4).withLastRankBatch(-1))
          .hasMessage("Invalid training.lastRankBatch: -1 (must be at least 0)");
    }
  }
}
