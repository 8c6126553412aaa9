package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Training in fp16 on the reference engine, which rounds as a GPU of fp16 does. */
class LossScalingTest {

  private static final float TOO_LARGE = 0x1p40f; // any gradient leaves fp16's range

  private static TrainerConfig config(int rankBatch, OptimizerConfig optimizer) {
    TrainerConfig like = TinyTask.config(Block.TDBN, rankBatch);
    TrainerConfig config =
        new TrainerConfig(
            like.network(),
            like.input(),
            like.scoring(),
            like.classes(),
            rankBatch,
            like.loss(),
            optimizer,
            new Schedule.Constant(),
            100,
            1,
            like.seed());
    return config.with(config.choices().averaging(Optional.of(0.9)));
  }

  private static TrainerConfig sgd(int rankBatch) {
    return config(rankBatch, new OptimizerConfig.Sgd(0.1, 0.9, 0, false));
  }

  private static TrainerConfig adam() {
    return config(4, new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-8, 0, false));
  }

  private static TrainingState scaled(TrainingState state, LossScale scale) {
    return new TrainingState(
        state.parameterLayout(),
        state.parameters(),
        state.statisticsLayout(),
        state.statistics(),
        state.optimizer(),
        state.step(),
        state.live(),
        scale);
  }

  private static void restoreScaled(RankTrainer trainer, float factor) {
    trainer.restore(scaled(trainer.state(), new LossScale(factor, 0, 0)));
  }

  @Test
  void aScaledLossMovesWeightsAsAnUnscaledOneInFloat32() {
    try (Kernels narrow = new ReferenceKernels(Precision.FP16);
        Kernels floats = new ReferenceKernels();
        RankTrainer scaled = TinyTask.alone(narrow, sgd(4));
        RankTrainer plain = TinyTask.alone(floats, sgd(4))) {
      scaled.step(TinyTask.batch(0, 4), 4);
      plain.step(TinyTask.batch(0, 4), 4);
      assertThat(scaled.state().parameters())
          .usingComparatorWithPrecision(2e-3f)
          .containsExactly(plain.state().parameters());
      assertThat(scaled.state().lossScale()).isEqualTo(new LossScale(0x1p16f, 1, 0));
      assertThat(plain.state().lossScale()).isNull();
    }
  }

  @Test
  void aStepWhoseGradientsOverflowIsSkippedByAllRanksAlike() throws Exception {
    List<TrainingState[]> ranks = RankThreads.run(2, LossScalingTest::skipOne);
    for (TrainingState[] states : ranks) {
      TrainingState before = states[0];
      TrainingState after = states[1];
      assertThat(after.live().parameters()).isEqualTo(before.live().parameters());
      assertThat(after.parameters()).isEqualTo(before.parameters());
      assertThat(after.optimizer().get("velocity")).containsOnly(0);
      assertThat(after.step()).isEqualTo(1);
      assertThat(after.lossScale()).isEqualTo(new LossScale(TOO_LARGE / 2, 0, 1));
    }
  }

  private static TrainingState[] skipOne(Collective collective) {
    int from = 2 * collective.rank();
    try (Kernels kernels = new ReferenceKernels(Precision.FP16);
        RankTrainer trainer = new RankTrainer(kernels, sgd(2), collective)) {
      restoreScaled(trainer, TOO_LARGE);
      TrainingState before = trainer.state();
      trainer.step(TinyTask.batch(from, from + 2), 4);
      return new TrainingState[] {before, trainer.state()};
    }
  }

  @Test
  void skippedStepsAreNoneOfTheOptimizersNorOfTheAverage() {
    try (Kernels kernels = new ReferenceKernels(Precision.FP16);
        RankTrainer late = TinyTask.alone(kernels, adam());
        RankTrainer fresh = TinyTask.alone(kernels, adam())) {
      restoreScaled(late, TOO_LARGE);
      late.step(TinyTask.batch(0, 4), 4);
      late.step(TinyTask.batch(0, 4), 4);
      assertThat(late.state().lossScale().skipped()).isEqualTo(2);
      late.restore(scaled(late.state(), new LossScale(0x1p16f, 0, 2)));
      late.step(TinyTask.batch(0, 4), 4);
      fresh.step(TinyTask.batch(0, 4), 4);
      assertThat(late.state().live().parameters()).isEqualTo(fresh.state().live().parameters());
      assertThat(late.state().parameters()).isEqualTo(fresh.state().parameters());
    }
  }

  @Test
  void aTrainingGoesOnFromItsStateToTheSameBitsAndFactors() {
    try (Kernels kernels = new ReferenceKernels(Precision.FP16);
        RankTrainer whole = TinyTask.alone(kernels, sgd(4));
        RankTrainer resumed = TinyTask.alone(kernels, sgd(4))) {
      restoreScaled(whole, TOO_LARGE);
      whole.step(TinyTask.batch(0, 4), 4);
      resumed.restore(whole.state());
      whole.restore(whole.state()); // both go on from floats
      for (int step = 1; step < 3; step++) {
        whole.step(TinyTask.batch(step * 4, step * 4 + 4), 4);
        resumed.step(TinyTask.batch(step * 4, step * 4 + 4), 4);
      }
      assertThat(resumed.state().parameters()).isEqualTo(whole.state().parameters());
      assertThat(resumed.state().lossScale()).isEqualTo(whole.state().lossScale());
    }
  }

  @Test
  void aFactorDoublesAfter2000GoodStepsAndHalvesAfterABadOne() {
    LossScale scale = LossScale.FIRST;
    for (int step = 0; step < 1999; step++) {
      scale = scale.taken();
    }
    assertThat(scale).isEqualTo(new LossScale(0x1p16f, 1999, 0));
    scale = scale.taken();
    assertThat(scale).isEqualTo(new LossScale(0x1p17f, 0, 0));
    assertThat(scale.taken().shrunk()).isEqualTo(new LossScale(0x1p16f, 0, 1));
    assertThat(new LossScale(0x1p127f, 1999, 0).taken().factor()).isEqualTo(0x1p127f);
  }

  @Test
  void gradientsThatNoFactorHelpsAreADivergence() {
    try (Kernels kernels = new ReferenceKernels(Precision.FP16);
        RankTrainer trainer = TinyTask.alone(kernels, sgd(4))) {
      TrainingState start = trainer.state();
      float[] endless = start.live().parameters().clone();
      endless[0] = Float.POSITIVE_INFINITY;
      LossScale last = new LossScale(1, 0, 0);
      TrainingState.Live live = new TrainingState.Live(endless, start.live().statistics());
      trainer.restore(
          new TrainingState(
              start.parameterLayout(),
              start.parameters(),
              start.statisticsLayout(),
              start.statistics(),
              start.optimizer(),
              0,
              live,
              last));
      assertThatThrownBy(() -> trainer.step(TinyTask.batch(0, 4), 4))
          .isInstanceOf(DivergenceException.class);
    }
  }

  @Test
  void aScaleThatScalesNothingIsRefused() {
    for (float factor : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new LossScale(factor, 0, 0)).hasMessageContaining("loss scale");
    }
  }
}
