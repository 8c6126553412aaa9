package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.NarrowMachine;
import io.cofire.ops.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training steps in bf16, which are to repeat to the bit as those in float32 do. */
class NarrowTrainingTest {

  @BeforeAll
  static void aProcessorThatHasThem() {
    NarrowMachine.assume(Precision.BF16);
  }

  private static Kernels bf16(String engine) {
    return Engines.open(engine, Device.CPU, KernelChoice.FUSED, Precision.BF16);
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void aStepMovesWeightsAsTheReferenceInBf16Does(Block block) {
    float[] expected;
    float[] wide;
    try (Kernels narrow = new ReferenceKernels(Precision.BF16);
        Kernels floats = new ReferenceKernels()) {
      expected = oneStep(narrow, block);
      wide = oneStep(floats, block);
    }
    try (Kernels kernels = bf16("nd4j")) {
      float[] found = oneStep(kernels, block);
      assertThat(found).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
      assertThat(largestDifference(found, expected)).isLessThan(largestDifference(found, wide) / 4);
    }
  }

  private static float[] oneStep(Kernels kernels, Block block) {
    try (RankTrainer trainer = TinyTask.alone(kernels, TinyTask.config(block, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      return trainer.state().parameters();
    }
  }

  private static double largestDifference(float[] some, float[] others) {
    double largest = 0;
    for (int i = 0; i < some.length; i++) {
      largest = Math.max(largest, Math.abs(some[i] - others[i]));
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void ranksAgreeToTheBitAndSoDoesAnotherTraining(String engine) throws Exception {
    NarrowMachine.assume(engine, Precision.BF16);
    List<TrainingState> first = train(engine, 3, 1, 2);
    List<TrainingState> second = train(engine, 3, 1, 2);
    for (TrainingState state : first) {
      assertThat(state.parameters()).isEqualTo(second.get(0).parameters());
      assertThat(state.statistics()).isEqualTo(second.get(0).statistics());
    }
  }

  private static List<TrainingState> train(String engine, int... split) throws Exception {
    return RankThreads.run(
        split.length,
        collective -> {
          int from = Arrays.stream(split, 0, collective.rank()).sum();
          int mine = split[collective.rank()];
          return train(engine, collective, from, mine, Arrays.stream(split).sum());
        });
  }

  private static TrainingState train(
      String engine, Collective collective, int from, int mine, int all) {
    try (Kernels kernels = bf16(engine);
        RankTrainer trainer =
            new RankTrainer(kernels, TinyTask.config(Block.TDBN, mine), collective)) {
      for (int step = 0; step < 2; step++) {
        trainer.step(TinyTask.batch(step * all + from, step * all + from + mine), all);
      }
      return trainer.state();
    }
  }

  @Test
  void aTrainingGoesOnFromAStateToTheSameBits() {
    try (Kernels kernels = bf16("nd4j");
        RankTrainer whole = TinyTask.alone(kernels, TinyTask.config(Block.SEW, 4));
        RankTrainer resumed = TinyTask.alone(kernels, TinyTask.config(Block.SEW, 4))) {
      whole.step(TinyTask.batch(0, 4), 4);
      TrainingState saved = whole.state();
      assertThat(saved.lossScale()).isNull(); // bf16 has float32's range
      resumed.restore(saved);
      whole.step(TinyTask.batch(4, 8), 4);
      resumed.step(TinyTask.batch(4, 8), 4);
      assertThat(resumed.state().parameters()).isEqualTo(whole.state().parameters());
    }
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void fitsEightSamples(Block block) {
    TrainerConfig config = TinyTask.fitting(block, 8);
    try (Kernels kernels = bf16("nd4j");
        RankTrainer trainer = TinyTask.alone(kernels, config)) {
      StepResult result = null;
      for (int step = 0; step < config.stepsPerEpoch(); step++) {
        result = trainer.step(TinyTask.batch(0, 8), 8);
      }
      assertThat(result.correct()).isEqualTo(8);
    }
  }
}
