package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a rank counts of the samples it scores. */
class TrainerEvaluationTest {

  @Test
  void evaluationLeavesPaddingOut() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      Evaluation whole =
          trainer.evaluate(TinyTask.batches(TinyTask.batch(0, 4), TinyTask.batch(4, 8)));
      Minibatch padded = TinyTask.batch(4, 8);
      padded.labels()[1] = -1;
      Evaluation part = trainer.evaluate(TinyTask.batches(TinyTask.batch(0, 4), padded));
      assertThat(whole.count()).isEqualTo(8);
      assertThat(part.count()).isEqualTo(7);
      assertThat(Arrays.stream(part.confusion()).flatMapToLong(Arrays::stream).sum()).isEqualTo(7);
      assertThat(part.lossSum()).isLessThan(whole.lossSum());
      assertThat(part.activity()).hasSameSizeAs(whole.activity()).isNotEmpty();
      for (int i = 0; i < part.activity().size(); i++) {
        assertThat(part.activity().get(i).neuronSteps() * 8)
            .isEqualTo(whole.activity().get(i).neuronSteps() * 7);
      }
    }
  }

  @Test
  void sharesOfAnEvaluationAddUpToTheWhole() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.SEW, 4))) {
      Evaluation whole =
          trainer.evaluate(TinyTask.batches(TinyTask.batch(0, 4), TinyTask.batch(4, 8)));
      Evaluation sum =
          trainer
              .evaluate(TinyTask.batches(TinyTask.batch(0, 4)))
              .plus(trainer.evaluate(TinyTask.batches(TinyTask.batch(4, 8))));
      assertThat(sum.lossSum()).isEqualTo(whole.lossSum());
      assertThat(sum.count()).isEqualTo(whole.count());
      assertThat(sum.confusion()).isDeepEqualTo(whole.confusion());
      assertThat(sum.activity()).isEqualTo(whole.activity());
    }
  }

  @Test
  void topFiveCountsTheLabelsAmongTheFiveLargestAndNanIsNamed() {
    // The head gives every sample its bias: 0 is the fifth largest, 1 the sixth, 2 the largest.
    float[] bias = {1, 0, 9, 3, 4, 5, -1};
    Evaluation scored = withOutputs(bias);
    assertThat(scored.confusion()).isDeepEqualTo(allPredicted(2));
    assertThat(scored.topFive()).isEqualTo(2 + 1); // labels 0, 1, 2, 0 of four samples
    assertThat(scored.undefined()).isZero();
    float[] broken = {1, 0, Float.NaN, 3, 4, 5, -1};
    Evaluation undefined = withOutputs(broken);
    assertThat(undefined.confusion()).isDeepEqualTo(allPredicted(5));
    assertThat(undefined.topFive()).isEqualTo(2 + 1); // 5, 4, 3, 0, 1
    assertThat(undefined.undefined()).isEqualTo(4);
    assertThat(undefined.lossSum()).isNaN();
  }

  private static long[][] allPredicted(int prediction) {
    long[][] confusion = new long[7][7];
    confusion[0][prediction] = 2;
    confusion[1][prediction] = 1;
    confusion[2][prediction] = 1;
    return confusion;
  }

  private static Evaluation withOutputs(float[] bias) {
    TrainerConfig three = TinyTask.config(Block.SEW, 4);
    TrainerConfig seven =
        new TrainerConfig(
            three.network(),
            three.input(),
            three.scoring(),
            bias.length,
            4,
            three.loss(),
            three.optimizer(),
            three.schedule(),
            10,
            10,
            7);
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, seven)) {
      TrainingState state = trainer.state();
      for (var entry : state.parameterLayout().entries()) {
        if (entry.name().equals("head.weight")) {
          int from = entry.offset();
          int to = from + Math.toIntExact(entry.shape().elements());
          Arrays.fill(state.parameters(), from, to, 0);
        }
        if (entry.name().equals("head.bias")) {
          System.arraycopy(bias, 0, state.parameters(), entry.offset(), bias.length);
        }
      }
      trainer.restore(state);
      return trainer.evaluate(TinyTask.batches(TinyTask.batch(0, 4)));
    }
  }
}
