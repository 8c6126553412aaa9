package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.network.Layout;
import io.cofire.ops.optimizer.UpdateRules;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is frozen keeps its bits; what is clipped has the norm that was asked for. */
class UpdateRulesTest {

  private static final int BATCH = 6;
  private static final double RATE = 0.2; // of TinyTask.fitting: one step moves by rate * gradient
  private static final double CLIP = 0.01;

  private record Trained(Layout layout, float[] before, float[] after) {

    /** How far parameters moved in the first step; all of them, or those of a prefix. */
    double moved(String prefix) {
      double squares = 0;
      for (Layout.Entry entry : layout.entries()) {
        for (int i = entry.offset(); entry.name().startsWith(prefix) && i < entry.end(); i++) {
          squares += Math.pow((double) after[i] - before[i], 2);
        }
      }
      return Math.sqrt(squares);
    }
  }

  private static Trained trained(String engine, TrainerConfig config, int steps) {
    try (Kernels kernels = Engines.open(engine, Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config, new Alone())) {
      TrainingState start = trainer.state();
      for (int step = 0; step < steps; step++) {
        Minibatch batch = TinyTask.batch(step * BATCH, (step + 1) * BATCH);
        trainer.step(batch, BATCH);
      }
      return new Trained(start.parameterLayout(), start.parameters(), trainer.state().parameters());
    }
  }

  private static TrainerConfig clipped(double most, String... frozen) {
    return TinyTask.fitting(Block.SEW, BATCH)
        .with(new UpdateRules(List.of(frozen), Optional.of(most)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void theGradientIsScaledDownToTheNorm(String engine) {
    Trained free = trained(engine, TinyTask.fitting(Block.SEW, BATCH), 1);
    double norm = free.moved("") / RATE;
    assertThat(norm).isGreaterThan(10 * CLIP);
    Trained clipped = trained(engine, clipped(CLIP), 1);
    assertThat(clipped.moved("") / RATE).isCloseTo(CLIP, within(CLIP * 1e-3));
    double expected = CLIP / (norm + 1e-6);
    assertThat(clipped.moved("stem.conv") / free.moved("stem.conv"))
        .isCloseTo(expected, within(expected * 1e-2));
  }

  @Test
  void aSmallerGradientKeepsItsBits() {
    Trained free = trained("nd4j", TinyTask.fitting(Block.SEW, BATCH), 2);
    assertThat(trained("nd4j", clipped(1e6), 2).after()).isEqualTo(free.after());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void whatIsFrozenKeepsItsBitsAndDoesNotCountInTheNorm(String engine) {
    Trained trained = trained(engine, clipped(CLIP, "stem.*", "*.norm1.gamma"), 1);
    assertThat(trained.moved("") / RATE).isCloseTo(CLIP, within(CLIP * 1e-3));
    TrainerConfig decaying =
        TinyTask.config(Block.SEW, BATCH)
            .with(new UpdateRules(List.of("stem.*", "*.norm1.gamma"), Optional.empty()));
    Trained later = trained(engine, decaying, 3);
    for (Layout.Entry entry : later.layout().entries()) {
      boolean frozen = entry.name().startsWith("stem.") || entry.name().endsWith(".norm1.gamma");
      float[] before = Arrays.copyOfRange(later.before(), entry.offset(), entry.end());
      float[] after = Arrays.copyOfRange(later.after(), entry.offset(), entry.end());
      assertThat(Arrays.equals(before, after)).as(entry.name()).isEqualTo(frozen);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stage9.*, must stand for parameters of the network",
    "stem,     must stand for parameters of the network",
    "*,        must leave a parameter to train",
    "'[',      must stand for parameters of the network",
  })
  void aPatternThatFitsNothingOrEverythingIsRefused(String pattern, String rule) {
    TrainerConfig config =
        TinyTask.fitting(Block.SEW, BATCH)
            .with(new UpdateRules(List.of(pattern), Optional.empty()));
    assertThatThrownBy(() -> trained("nd4j", config, 0))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("training.freeze")
        .hasMessageContaining(rule);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aNormIsPositive(double norm) {
    assertThatThrownBy(() -> new UpdateRules(List.of(), Optional.of(norm)))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("training.clipNorm");
  }
}
