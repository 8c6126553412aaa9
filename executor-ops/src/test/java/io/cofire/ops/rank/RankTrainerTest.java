package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of one rank and of several. */
class RankTrainerTest {

  @ParameterizedTest
  @EnumSource(Block.class)
  void fitsEightSamples(Block block) {
    TrainerConfig config = TinyTask.fitting(block, 8);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, config)) {
      Minibatch batch = TinyTask.batch(0, 8);
      StepResult result = null;
      for (int step = 0; step < config.stepsPerEpoch(); step++) {
        result = trainer.step(batch, 8);
      }
      assertThat(result.lossSum() / result.count()).isLessThan(0.1);
      assertThat(result.correct()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void unevenRanksTrainLikeOneAndAgreeToTheBit(Block block) throws Exception {
    TrainingState alone = train(block, 6).get(0);
    for (int[] split : new int[][] {{3, 3}, {1, 3, 2}}) {
      List<TrainingState> states = train(block, split);
      for (TrainingState state : states) {
        assertThat(state.parameters()).isEqualTo(states.get(0).parameters());
        assertThat(state.statistics()).isEqualTo(states.get(0).statistics());
      }
      assertThat(states.get(0).parameters())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(alone.parameters());
    }
  }

  @Test
  void twoRanksOnLibtorchTrainLikeNd4jAndEndWithTheSameBitsTwice() throws Exception {
    for (Block block : Block.values()) {
      float[] first = train("libtorch", block, 4, 2).get(0).parameters();
      List<TrainingState> again = train("libtorch", block, 4, 2);
      assertThat(again.get(0).parameters()).isEqualTo(first);
      assertThat(again.get(1).parameters()).isEqualTo(first);
      float[] onNd4j = train(block, 4, 2).get(0).parameters();
      assertThat(first).usingComparatorWithPrecision(1e-4f).containsExactly(onNd4j);
    }
  }

  /** Two steps of six samples, shared out. */
  private static List<TrainingState> train(Block block, int... split) throws Exception {
    return train("nd4j", block, split);
  }

  private static List<TrainingState> train(String engine, Block block, int... split)
      throws Exception {
    return RankThreads.run(
        split.length,
        collective -> {
          int from = Arrays.stream(split, 0, collective.rank()).sum();
          int mine = split[collective.rank()];
          try (Kernels kernels = Engines.open(engine, Device.CPU);
              RankTrainer trainer =
                  new RankTrainer(kernels, TinyTask.config(block, mine), collective)) {
            for (int step = 0; step < 2; step++) {
              trainer.step(TinyTask.batch(step * 6 + from, step * 6 + from + mine), 6);
            }
            return trainer.state();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void allocatesNothingFromTheSecondStepOn(Block block) {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(block, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      long bytes = kernels.memory().allocatedBytes();
      for (int step = 1; step < 4; step++) {
        trainer.step(TinyTask.batch(step * 4, step * 4 + 4), 4);
        trainer.evaluate(List.of(TinyTask.batch(0, 4)).iterator());
      }
      assertThat(kernels.memory().allocatedBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void closingFreesEveryTensor() {
    try (Kernels kernels = new ReferenceKernels()) {
      RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4));
      trainer.step(TinyTask.batch(0, 4), 4);
      trainer.close();
      assertThat(kernels.memory().allocatedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void aStepThatWatchesCountsEveryLayersSpikesAndChangesNothing(Block block) {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer watched = TinyTask.alone(kernels, TinyTask.config(block, 4));
        RankTrainer plain = TinyTask.alone(kernels, TinyTask.config(block, 4))) {
      StepResult seen = watched.step(TinyTask.batch(0, 4), 4, Watching.SPIKES);
      StepResult unseen = plain.step(TinyTask.batch(0, 4), 4);
      assertThat(seen.lossSum()).isEqualTo(unseen.lossSum());
      assertThat(watched.state().parameters()).isEqualTo(plain.state().parameters());
      assertThat(unseen.activity()).isEmpty();
      List<String> layers = seen.activity().stream().map(NeuronActivity::layer).toList();
      List<String> scored =
          watched.evaluate(TinyTask.batches(TinyTask.batch(0, 4))).activity().stream()
              .map(NeuronActivity::layer)
              .toList();
      assertThat(layers).isNotEmpty().isEqualTo(scored);
      assertThat(seen.activity()).anySatisfy(a -> assertThat(a.firingRate()).isBetween(0.01, 0.9));
    }
  }

  @Test
  void theTimesOfAStepAreItsParts() throws Exception {
    TrainerConfig config = TinyTask.config(Block.TDBN, 2);
    List<long[]> measured =
        RankThreads.run(
            2,
            collective -> {
              try (Kernels kernels = new ReferenceKernels();
                  RankTrainer trainer = new RankTrainer(kernels, config, collective)) {
                long start = System.nanoTime();
                StepTimes times =
                    trainer
                        .step(TinyTask.batch(2 * collective.rank(), 2 * collective.rank() + 2), 4)
                        .times();
                long wall = System.nanoTime() - start;
                assertThat(
                        List.of(
                            times.forward(),
                            times.backward(),
                            times.statistics(),
                            times.gradients(),
                            times.update()))
                    .allSatisfy(part -> assertThat(part).isPositive());
                long sum =
                    times.forward()
                        + times.backward()
                        + times.statistics()
                        + times.gradients()
                        + times.update();
                return new long[] {sum, wall};
              }
            });
    assertThat(measured).allSatisfy(m -> assertThat(m[0]).isBetween(m[1] / 2, m[1]));
  }

  private static TrainerConfig withOwnNorms(int rankBatch) {
    TrainerConfig config = TinyTask.fitting(Block.SEW, rankBatch);
    return new TrainerConfig(
        config.network(),
        config.input(),
        config.scoring(),
        config.classes(),
        rankBatch,
        NormSync.RANK,
        config.loss(),
        config.optimizer(),
        config.schedule(),
        config.stepsPerEpoch(),
        config.epochs(),
        config.seed(),
        config.recompute());
  }

  /**
   * One step of plain SGD is linear in the gradient, so the update is the mean of what each did.
   */
  @Test
  void withNormsOfTheirOwnRanksAddTheGradientsThatEachHasAlone() throws Exception {
    int[] split = {2, 4};
    List<TrainingState> together =
        RankThreads.run(
            2,
            collective -> {
              int from = collective.rank() == 0 ? 0 : split[0];
              int mine = split[collective.rank()];
              try (Kernels kernels = Engines.open("nd4j", Device.CPU);
                  RankTrainer trainer = new RankTrainer(kernels, withOwnNorms(mine), collective)) {
                trainer.step(TinyTask.batch(from, from + mine), 6);
                return trainer.state();
              }
            });
    TrainingState first = stepAlone(0, 2);
    TrainingState second = stepAlone(2, 6);
    assertThat(together.get(1).statistics()).isEqualTo(together.get(0).statistics());
    assertThat(together.get(0).statistics()).isEqualTo(first.statistics());
    assertThat(second.statistics()).isNotEqualTo(first.statistics());
    float[] velocity = together.get(0).optimizer().get("velocity");
    assertThat(together.get(1).optimizer().get("velocity")).isEqualTo(velocity);
    float[] a = first.optimizer().get("velocity");
    float[] b = second.optimizer().get("velocity");
    for (int i = 0; i < velocity.length; i++) {
      assertThat(velocity[i]).isEqualTo(a[i] + b[i], within(1e-6f));
    }
  }

  /** A step on part of a batch of six. */
  private static TrainingState stepAlone(int from, int to) {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, withOwnNorms(to - from))) {
      trainer.step(TinyTask.batch(from, to), 6);
      return trainer.state();
    }
  }
}
