package io.cofire.ops.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateCodeTest {

  private static final int T = 4000;
  private static final float[] INTENSITIES = {-0.5f, 0, 0.2f, 0.7f, 1, 1.5f};
  private static final Shape INPUT = Shape.of(1, 2, 1, 1, 3);

  private static ChoiceCase code(String engine, RateCode.Kind kind, int timesteps) {
    return new ChoiceCase(
        engine, INPUT, (wiring, shape) -> new RateCode(wiring, shape, timesteps, kind));
  }

  @ParameterizedTest
  @CsvSource({"reference,BERNOULLI", "nd4j,BERNOULLI", "reference,POISSON", "nd4j,POISSON"})
  void ratesAreTheIntensities(String engine, RateCode.Kind kind) {
    float[] spikes =
        code(engine, kind, T).forward(INTENSITIES, ChoiceCase.pass(Mode.TRAIN, 1, 3, 4));
    for (int i = 0; i < INTENSITIES.length; i++) {
      double x = Math.min(Math.max(INTENSITIES[i], 0), 1);
      double p = kind == RateCode.Kind.BERNOULLI ? x : 1 - Math.exp(-x);
      double sum = 0;
      for (int t = 0; t < T; t++) {
        assertThat(spikes[t * 6 + i]).isIn(0f, 1f);
        sum += spikes[t * 6 + i];
      }
      double deviation = Math.sqrt(p * (1 - p) / T);
      assertThat(sum / T).as("intensity %s", x).isCloseTo(p, within(5 * deviation + 1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void aSamplesSpikesDependOnTheSampleAndTheKeyAloneInEvaluationToo(String engine) {
    float[] grey = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    ChoiceCase code = code(engine, RateCode.Kind.BERNOULLI, 50);
    float[] here = code.forward(grey, ChoiceCase.pass(Mode.EVALUATE, 1, 3, 4));
    float[] there = code.forward(grey, ChoiceCase.pass(Mode.EVALUATE, 1, 4, 9));
    float[] other = code.forward(grey, ChoiceCase.pass(Mode.EVALUATE, 2, 3, 4));
    int same = 0;
    for (int t = 0; t < 50; t++) {
      for (int c = 0; c < 3; c++) {
        assertThat(there[t * 6 + c]).isEqualTo(here[t * 6 + 3 + c]);
        same += other[t * 6 + c] == here[t * 6 + c] ? 1 : 0;
      }
    }
    assertThat(same).isBetween(50, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void noGradientPasses(String engine) {
    float[] gx =
        code(engine, RateCode.Kind.POISSON, 1)
            .backward(INTENSITIES, INTENSITIES, ChoiceCase.pass(Mode.TRAIN, 1, 3, 4));
    assertThat(gx).containsOnly(0);
  }
}
