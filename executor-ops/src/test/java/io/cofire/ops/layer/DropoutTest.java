package io.cofire.ops.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int T = 3;
  private static final int N = 4;
  private static final int F = 2000;
  private static final Shape SHAPE = Shape.of(T, N, F);

  private static ChoiceCase dropout(String engine, double rate) {
    return new ChoiceCase(engine, SHAPE, (wiring, shape) -> new Dropout(wiring, shape, rate));
  }

  private static float[] ones() {
    float[] ones = new float[T * N * F];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void silencesAShareOfTheNeuronsForAllTimestepsAndRaisesTheOthers(String engine) {
    float[] y = dropout(engine, 0.25).forward(ones(), ChoiceCase.pass(Mode.TRAIN, 1, 5, 6, 7, 8));
    int silent = 0;
    for (int i = 0; i < N * F; i++) {
      assertThat(y[i]).isIn(0f, (float) (1 / 0.75));
      assertThat(y[i + N * F]).isEqualTo(y[i]);
      assertThat(y[i + 2 * N * F]).isEqualTo(y[i]);
      silent += y[i] == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(0.25 * 0.75 / (N * F));
    assertThat((double) silent / (N * F)).isCloseTo(0.25, within(5 * deviation));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void theGradientPassesWhereTheSpikesPassed(String engine) {
    Pass pass = ChoiceCase.pass(Mode.TRAIN, 1, 5, 6, 7, 8);
    float[] y = dropout(engine, 0.5).forward(ones(), pass);
    assertThat(dropout(engine, 0.5).backward(ones(), ones(), pass)).isEqualTo(y);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void aSamplesMaskDependsOnTheSampleAndTheKeyAlone(String engine) {
    ChoiceCase dropout = dropout(engine, 0.5);
    float[] here = dropout.forward(ones(), ChoiceCase.pass(Mode.TRAIN, 1, 5, 6, 7, 8));
    float[] there = dropout.forward(ones(), ChoiceCase.pass(Mode.TRAIN, 1, 8, 9, 5, 2));
    float[] later = dropout.forward(ones(), ChoiceCase.pass(Mode.TRAIN, 2, 5, 6, 7, 8));
    assertThat(sample(there, 2)).isEqualTo(sample(here, 0)).isNotEqualTo(sample(here, 1));
    assertThat(sample(there, 0)).isEqualTo(sample(here, 3));
    assertThat(sample(later, 0)).isNotEqualTo(sample(here, 0));
  }

  private static float[] sample(float[] y, int place) {
    return Arrays.copyOfRange(y, place * F, (place + 1) * F);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void evaluationChangesNothing(String engine) {
    Pass pass = ChoiceCase.pass(Mode.EVALUATE, 1);
    assertThat(dropout(engine, 0.5).forward(ones(), pass)).isEqualTo(ones());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, Double.NaN})
  void refusesARateThatIsNone(double rate) {
    Pass pass = ChoiceCase.pass(Mode.TRAIN, 1, 5, 6, 7, 8);
    assertThatThrownBy(() -> dropout("reference", rate).forward(ones(), pass))
        .hasMessage("Invalid dropout: " + rate + " (must be in (0, 1))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "nd4j"})
  void aPassThatNamesTooFewSamplesIsRefused(String engine) {
    Pass pass = ChoiceCase.pass(Mode.TRAIN, 1, 5, 6);
    assertThatThrownBy(() -> dropout(engine, 0.5).forward(ones(), pass))
        .hasMessage("Cannot draw at layer for sample 2 of the minibatch: the pass names 2 samples");
  }
}
