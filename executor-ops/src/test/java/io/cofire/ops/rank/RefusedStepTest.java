package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import org.junit.jupiter.api.Test;

/** Steps that cannot be trained say which, where and why. */
class RefusedStepTest {

  @Test
  void namesTheStepAndTheLayerOfAGradientThatIsNotFinite() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      Minibatch broken = TinyTask.batch(4, 8);
      broken.input().put(0, Float.NaN);
      assertThatThrownBy(() -> trainer.step(broken, 4))
          .isInstanceOf(DivergenceException.class)
          .hasMessageStartingWith("Cannot train step 1: the gradient of stem.")
          .hasMessageContaining(" is not finite (sum of squares NaN); ")
          .hasMessageEndingWith(
              "the first output that is not finite is that of stem.conv; try a smaller"
                  + " optimizer.rate, or schedule: {kind: warm-up}");
    }
  }

  @Test
  void namesTheStepOfALossThatIsNotFinite() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      TrainingState state = trainer.state();
      state.parameters()[state.parameters().length - 1] = Float.NaN; // a bias of the head
      trainer.restore(state);
      assertThatThrownBy(() -> trainer.step(TinyTask.batch(0, 4), 4))
          .isInstanceOf(DivergenceException.class)
          .hasMessage(
              "Cannot train step 0 on rank 0: the loss is NaN; the first output that is not finite"
                  + " is that of head; try a smaller optimizer.rate, or schedule: {kind:"
                  + " warm-up}");
    }
  }

  @Test
  void refusesPaddingInTraining() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      Minibatch padded = TinyTask.batch(0, 4);
      padded.labels()[3] = -1;
      assertThatThrownBy(() -> trainer.step(padded, 4))
          .hasMessageContaining("Cannot train step 0 on rank 0")
          .hasMessageContaining("training takes no padding");
    }
  }
}
