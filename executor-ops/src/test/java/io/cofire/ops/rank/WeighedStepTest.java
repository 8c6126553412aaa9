package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loss of a step whose classes have weights is the mean by those of all its samples. */
class WeighedStepTest {

  private static final int BATCH = 6;

  private record Ended(float[] parameters, double lossSum) {}

  /** One step on seven samples, an uneven mixture of classes, shared by ranks. */
  private static List<Ended> step(List<Double> weights, int... shares) throws Exception {
    return RankThreads.run(
        shares.length,
        collective -> {
          int first = Arrays.stream(shares, 0, collective.rank()).sum();
          int own = shares[collective.rank()];
          TrainerConfig config =
              TinyTask.fitting(Block.SEW, own).with(StepChoices.NONE.weighing(weights));
          try (Kernels kernels = Engines.open("nd4j", Device.CPU);
              RankTrainer trainer = new RankTrainer(kernels, config, collective)) {
            StepResult result = trainer.step(TinyTask.batch(first, first + own), BATCH + 1);
            return new Ended(trainer.state().parameters(), result.lossSum());
          }
        });
  }

  @Test
  void ranksThatShareItUnevenlyDivideByTheWeightsOfAll() throws Exception {
    List<Double> weights = List.of(0.25, 3.0, 1.0);
    Ended alone = step(weights, 7).get(0);
    List<Ended> ranks = step(weights, 1, 4, 2);
    assertThat(ranks).allSatisfy(r -> assertThat(r.parameters).isEqualTo(ranks.get(0).parameters));
    assertThat(ranks.get(0).parameters)
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(alone.parameters);
    assertThat(ranks.stream().mapToDouble(Ended::lossSum).sum())
        .isCloseTo(alone.lossSum, within(1e-4));
    assertThat(alone.parameters).isNotEqualTo(step(List.of(), 7).get(0).parameters);
  }

  @Test
  void equalWeightsOfAnySizeChangeNothingButTheLastBits() throws Exception {
    Ended plain = step(List.of(), 7).get(0);
    Ended equal = step(List.of(4.0, 4.0, 4.0), 7).get(0);
    assertThat(equal.parameters)
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(plain.parameters);
    assertThat(equal.lossSum).isCloseTo(plain.lossSum, within(1e-6));
  }

  @Test
  void partsOfABatchAreWeighedTogether() {
    TrainerConfig config =
        TinyTask.fitting(Block.SEW, 3).with(StepChoices.NONE.weighing(List.of(0.25, 3.0, 1.0)));
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, config)) {
      trainer.accumulate(TinyTask.batch(0, 3), BATCH, Watching.NOTHING);
      StepResult result = trainer.step(TinyTask.batch(3, 6), BATCH);
      assertThat(result.count()).isEqualTo(BATCH);
      assertThat(result.lossSum() / BATCH).isBetween(0.3, 3.0); // a mean, whatever the weights
    }
  }
}
