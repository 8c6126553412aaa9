package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The moving average of the weights is what is scored and kept; the weights are trained. */
class WeightAverageTest {

  private static final int BATCH = 6;
  private static final float DECAY = 0.75f;

  private static TrainerConfig averaged() {
    return TinyTask.fitting(Block.SEW, BATCH)
        .with(StepChoices.NONE.averaging(Optional.of((double) DECAY)));
  }

  private static void step(RankTrainer trainer, int at) {
    trainer.step(TinyTask.batch(at * BATCH, (at + 1) * BATCH), BATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void itIsTheWeightsAfterTheFirstStepAndFollowsThemThen(String engine) {
    try (Kernels kernels = Engines.open(engine, Device.CPU);
        RankTrainer plain = TinyTask.alone(kernels, TinyTask.fitting(Block.SEW, BATCH));
        RankTrainer trainer = TinyTask.alone(kernels, averaged())) {
      float[] expected = null;
      float[] statistics = null;
      for (int at = 0; at < 3; at++) {
        step(plain, at);
        step(trainer, at);
        TrainingState now = plain.state();
        expected = at == 0 ? now.parameters() : mean(expected, now.parameters());
        statistics = at == 0 ? now.statistics() : mean(statistics, now.statistics());
        TrainingState found = trainer.state();
        assertThat(found.live().parameters()).isEqualTo(now.parameters());
        assertThat(found.live().statistics()).isEqualTo(now.statistics());
        assertThat(found.parameters())
            .usingComparatorWithPrecision(1e-6f)
            .containsExactly(expected);
        assertThat(found.statistics())
            .usingComparatorWithPrecision(1e-6f)
            .containsExactly(statistics);
      }
    }
  }

  private static float[] mean(float[] before, float[] now) {
    float[] mean = new float[now.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = DECAY * before[i] + (1 - DECAY) * now[i];
    }
    return mean;
  }

  @Test
  void anEvaluationIsOfTheAverageAndLeavesTheTrainingAsItWas() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, averaged());
        RankTrainer scorer = TinyTask.alone(kernels, TinyTask.fitting(Block.SEW, BATCH))) {
      step(trainer, 0);
      step(trainer, 1);
      TrainingState before = trainer.state();
      Evaluation found = trainer.evaluate(TinyTask.batches(TinyTask.batch(0, BATCH)));
      TrainingState after = trainer.state();
      assertThat(after.parameters()).isEqualTo(before.parameters());
      assertThat(after.live().parameters()).isEqualTo(before.live().parameters());
      assertThat(after.live().statistics()).isEqualTo(before.live().statistics());
      scorer.restore(before); // who only scores takes what a checkpoint has as its weights
      Evaluation expected = scorer.evaluate(TinyTask.batches(TinyTask.batch(0, BATCH)));
      assertThat(found.lossSum()).isEqualTo(expected.lossSum());
      assertThat(scorer.state().parameters()).isEqualTo(before.parameters());
    }
  }

  @Test
  void aRestoredTrainingGoesOnToTheSameBits() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer whole = TinyTask.alone(kernels, averaged());
        RankTrainer parts = TinyTask.alone(kernels, averaged())) {
      step(whole, 0);
      step(whole, 1);
      parts.restore(whole.state());
      step(whole, 2);
      step(parts, 2);
      assertThat(parts.state().parameters()).isEqualTo(whole.state().parameters());
      assertThat(parts.state().statistics()).isEqualTo(whole.state().statistics());
      assertThat(parts.state().live().parameters()).isEqualTo(whole.state().live().parameters());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void aDecayIsBetweenNothingAndAll(double decay) {
    assertThatThrownBy(() -> StepChoices.NONE.averaging(Optional.of(decay)))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("training.ema");
  }
}
