package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import org.junit.jupiter.api.Test;

/** A training that goes on from a state. */
class TrainerStateTest {

  @Test
  void goesOnFromARestoredStateAsIfNeverInterrupted() {
    TrainerConfig config = TinyTask.config(Block.TDBN, 4);
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer first = TinyTask.alone(kernels, config);
        RankTrainer second = TinyTask.alone(kernels, config)) {
      first.step(TinyTask.batch(0, 4), 4);
      second.restore(first.state());
      first.restore(first.state()); // both go on from what a checkpoint holds: floats
      first.step(TinyTask.batch(4, 8), 4);
      second.step(TinyTask.batch(4, 8), 4);
      TrainingState expected = first.state();
      TrainingState found = second.state();
      assertThat(found.step()).isEqualTo(2);
      assertThat(found.parameters()).isEqualTo(expected.parameters());
      assertThat(found.statistics()).isEqualTo(expected.statistics());
      assertThat(found.optimizer().get("velocity")).isEqualTo(expected.optimizer().get("velocity"));
    }
  }

  @Test
  void aStateInTheArraysOfAnEarlierOneIsTheStateOfNow() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      TrainingState earlier = trainer.state();
      float[] before = earlier.parameters().clone();
      trainer.step(TinyTask.batch(4, 8), 4);
      assertThat(earlier.parameters()).isEqualTo(before); // a copy stays until it is given back
      TrainingState reused = trainer.state(earlier);
      TrainingState fresh = trainer.state();
      assertThat(reused.parameters()).isSameAs(earlier.parameters()).isNotEqualTo(before);
      assertThat(reused.step()).isEqualTo(2);
      assertThat(reused.parameters()).isEqualTo(fresh.parameters());
      assertThat(reused.statistics()).isEqualTo(fresh.statistics());
      assertThat(reused.optimizer().get("velocity")).isEqualTo(fresh.optimizer().get("velocity"));
    }
  }

  @Test
  void refusesTheStateOfAnotherNetwork() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer tdbn = TinyTask.alone(kernels, TinyTask.config(Block.TDBN, 4));
        RankTrainer sew = TinyTask.alone(kernels, TinyTask.config(Block.SEW, 4))) {
      TrainingState state = tdbn.state();
      assertThatThrownBy(() -> sew.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Cannot restore the training: part")
          .hasMessageContaining("use the network that it was saved with");
    }
  }
}
