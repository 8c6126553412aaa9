package io.cofire.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Targets;
import io.cofire.data.errors.InvalidValue;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much each class counts. */
class ClassWeightsTest {

  private static final List<Double> WEIGHTS = List.of(0.5, 2.0, 1.25);
  private static final float[] LOGITS = {
    0.3f, -1.2f, 0.7f, 2, 1, 0, -0.5f, 0.25f, 3, 0.1f, 0.2f, -0.9f
  };
  private static final Targets TARGETS = Targets.of(1, 0, 2, 1);
  private static final Targets MIXED =
      new Targets(new int[] {1, 0, 2, 1}, new int[] {0, 0, 1, 2}, new float[] {0.75f, 1, 0.5f, 1});

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void theCrossEntropyAndItsGradientArePyTorchs(double smoothing) {
    Loss loss = new LossConfig.CrossEntropy(smoothing).training(3, WEIGHTS);
    Loss.Share share = loss.loss(FloatBuffer.wrap(LOGITS), TARGETS);
    FloatBuffer gradient = FloatBuffer.allocate(LOGITS.length);
    loss.gradient(FloatBuffer.wrap(LOGITS), TARGETS, 1 / share.weight(), gradient);
    assertThat(share.weight()).isEqualTo(2.0 + 0.5 + 1.25 + 2.0);
    try (PointerScope scope = new PointerScope();
        CrossEntropyLossOptions options = new CrossEntropyLossOptions()) {
      assertThat(scope).isNotNull();
      double[] logits = new double[LOGITS.length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = LOGITS[i];
      }
      Tensor z = Tensor.create(logits, 4, 3).set_requires_grad(true);
      options.weight().put(Tensor.create(new double[] {0.5, 2.0, 1.25}, 3));
      options.label_smoothing().put(smoothing);
      Tensor theirs = torch.cross_entropy(z, Tensor.create(new long[] {1, 0, 2, 1}, 4), options);
      theirs.backward();
      assertThat(share.lossSum() / share.weight()).isCloseTo(theirs.item_double(), within(1e-12));
      double[] slopes = new double[logits.length];
      new DoublePointer(z.grad().contiguous().data_ptr()).get(slopes);
      for (int i = 0; i < slopes.length; i++) {
        assertThat((double) gradient.get(i)).isCloseTo(slopes[i], within(1e-7));
      }
    }
  }

  @Test
  void everyGradientIsTheSlopeOfItsLoss() {
    List<LossConfig> all =
        List.of(
            new LossConfig.CrossEntropy(0.2),
            new LossConfig.SquareError(),
            new LossConfig.Temporal(0.1, 0.3, 1));
    for (LossConfig config : all) {
      Loss loss = config.training(3, WEIGHTS);
      FloatBuffer gradient = FloatBuffer.allocate(LOGITS.length);
      loss.gradient(FloatBuffer.wrap(LOGITS), MIXED, 0.5, gradient);
      for (int i = 0; i < LOGITS.length; i++) {
        float[] up = LOGITS.clone();
        up[i] += 1e-2f;
        float[] down = LOGITS.clone();
        down[i] -= 1e-2f;
        double rise =
            loss.loss(FloatBuffer.wrap(up), MIXED).lossSum()
                - loss.loss(FloatBuffer.wrap(down), MIXED).lossSum();
        assertThat((double) gradient.get(i))
            .as(config + " " + i)
            .isCloseTo(0.5 * rise / ((double) up[i] - down[i]), within(2e-4));
      }
      assertThat(loss.loss(FloatBuffer.wrap(LOGITS), MIXED).weight())
          .isCloseTo(0.75 * 2 + 0.25 * 0.5 + 0.5 + 0.5 * 1.25 + 0.5 * 2 + 2, within(1e-12));
    }
  }

  @Test
  void paddingHasNoWeight() {
    Targets padded =
        new Targets(new int[] {1, -1, 2, -1}, new int[] {1, -1, 2, -1}, new float[] {1, 1, 1, 1});
    for (LossConfig config :
        List.of(new LossConfig.CrossEntropy(0.1), new LossConfig.SquareError())) {
      Loss loss = config.training(3, WEIGHTS);
      assertThat(loss.loss(FloatBuffer.wrap(LOGITS), padded).weight()).isEqualTo(3.25);
      FloatBuffer gradient = FloatBuffer.allocate(LOGITS.length);
      loss.gradient(FloatBuffer.wrap(LOGITS), padded, 1, gradient);
      assertThat(gradient.array()).containsSequence(0f, 0f, 0f).endsWith(0f, 0f, 0f);
    }
  }

  @Test
  void anEvaluationNeverWeighs() {
    assertThat(new LossConfig.CrossEntropy(0.1).scoring(3)).isEqualTo(new SoftmaxCrossEntropy(3));
    assertThat(new LossConfig.SquareError().scoring(3)).isEqualTo(new MeanSquareError(3));
  }

  @Test
  void balancedClassesCountTheMoreTheRarerTheyAre() {
    ClassWeighting balanced = new ClassWeighting.Balanced();
    assertThat(
            balanced.weights(new int[] {0, 0, 0, 2}, 3)) // scikit-learn: 4 / (2 * 3), 4 / (2 * 1)
        .containsExactly(4.0 / 6, 1.0, 2.0);
    ClassWeighting given = new ClassWeighting.Given(WEIGHTS);
    assertThat(given.weights(new int[0], 3)).isEqualTo(WEIGHTS);
    assertThatThrownBy(() -> given.weights(new int[0], 4))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("must be one for each of the 4 classes");
    assertThatThrownBy(() -> new ClassWeighting.Given(List.of(1.0, 0.0)))
        .hasMessageContaining("must be positive");
    assertThatThrownBy(() -> new ClassWeighting.Given(List.of(Double.NaN)))
        .hasMessageContaining("must be positive");
  }
}
