package io.cofire.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {

  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(3);

  @Test
  void equalLogitsCostTheLogarithmOfTheClasses() {
    Loss.Share share = loss.loss(FloatBuffer.allocate(6), Targets.of(0, 2));
    assertThat(share.lossSum()).isEqualTo(2 * Math.log(3), within(1e-12));
    assertThat(share.correct()).isEqualTo(1); // the first of equals is the prediction
    assertThat(share.count()).isEqualTo(2);
  }

  @Test
  void hugeLogitsStayFinite() {
    FloatBuffer logits = FloatBuffer.wrap(new float[] {1e30f, -1e30f, 0});
    assertThat(loss.loss(logits, Targets.of(0)).lossSum()).isZero();
    assertThat(loss.loss(logits, Targets.of(2)).lossSum()).isEqualTo(1e30f);
  }

  @Test
  void gradientIsTheSlopeOfTheScaledLoss() {
    float[] logits = {0.3f, -1.2f, 0.7f};
    FloatBuffer gradient = FloatBuffer.allocate(3);
    loss.gradient(FloatBuffer.wrap(logits), Targets.of(1), 0.25, gradient);
    for (int k = 0; k < 3; k++) {
      float[] up = logits.clone();
      up[k] += 1e-2f;
      float[] down = logits.clone();
      down[k] -= 1e-2f;
      double slope = (value(up) - value(down)) / ((double) up[k] - down[k]);
      assertThat((double) gradient.get(k)).isEqualTo(0.25 * slope, within(1e-5));
    }
  }

  private double value(float[] logits) {
    return loss.loss(FloatBuffer.wrap(logits), Targets.of(1)).lossSum();
  }

  @Test
  void mayWriteTheGradientOverTheLogits() {
    float[] logits = {0.3f, -1.2f, 0.7f, 2, 1, 0};
    Targets labels = Targets.of(1, 0);
    FloatBuffer apart = FloatBuffer.allocate(6);
    loss.gradient(FloatBuffer.wrap(logits), labels, 0.5, apart);
    FloatBuffer over = FloatBuffer.wrap(logits.clone());
    loss.gradient(over, labels, 0.5, over);
    assertThat(over.array()).isEqualTo(apart.array());
  }

  @Test
  void paddingCostsNothingAndPullsNothing() {
    FloatBuffer logits = FloatBuffer.wrap(new float[] {0, 0, 0, 5, 6, 7});
    Targets labels = Targets.of(1, Targets.PADDING);
    assertThat(loss.loss(logits, labels).count()).isEqualTo(1);
    assertThat(loss.loss(logits, labels).lossSum()).isEqualTo(Math.log(3), within(1e-12));
    FloatBuffer gradient = FloatBuffer.wrap(new float[] {9, 9, 9, 9, 9, 9});
    loss.gradient(logits, labels, 1, gradient);
    assertThat(gradient.slice(3, 3)).isEqualTo(FloatBuffer.allocate(3));
  }

  @Test
  void refusesALabelThatIsNoClass() {
    assertThatThrownBy(() -> loss.loss(FloatBuffer.allocate(3), Targets.of(3)))
        .hasMessage("Cannot take the loss: label 3 is not a class (0 to 2, or -1 for padding)");
  }

  @Test
  void mixedAndSmoothedTargetsCostAndPullWhatTheyDoInLibtorch() {
    float[] logits = {0.3f, -1.2f, 0.7f, 2, 1, 0, -0.5f, 0.25f, 4};
    Targets targets =
        new Targets(new int[] {1, 0, 2}, new int[] {2, 1, 2}, new float[] {0.75f, 0.5f, 1});
    for (double smoothing : new double[] {0, 0.1, 0.6}) {
      SoftmaxCrossEntropy ours = new SoftmaxCrossEntropy(3, smoothing);
      FloatBuffer gradient = FloatBuffer.allocate(9);
      ours.gradient(FloatBuffer.wrap(logits), targets, 1, gradient);
      try (PointerScope scope = new PointerScope()) {
        assertThat(scope).isNotNull();
        Tensor z = torchDoubles(logits).set_requires_grad(true);
        CrossEntropyLossOptions options = new CrossEntropyLossOptions();
        options.label_smoothing().put(smoothing);
        options.reduction().put(new org.bytedeco.pytorch.kSum());
        Tensor theirs = torch.cross_entropy(z, torchDoubles(rows(targets)), options);
        theirs.backward();
        assertThat(ours.loss(FloatBuffer.wrap(logits), targets).lossSum())
            .as("smoothing %s", smoothing)
            .isEqualTo(theirs.item_double(), within(1e-12));
        double[] expected = new double[9];
        new DoublePointer(z.grad().data_ptr()).get(expected);
        for (int i = 0; i < 9; i++) {
          assertThat((double) gradient.get(i)).isEqualTo(expected[i], within(1e-7));
        }
      }
    }
  }

  @Test
  void ofAMixtureTheLargerShareIsThePrediction() {
    FloatBuffer logits = FloatBuffer.wrap(new float[] {0, 3, 1, 0, 1, 3});
    Targets targets = new Targets(new int[] {1, 1}, new int[] {2, 2}, new float[] {0.6f, 0.6f});
    assertThat(loss.loss(logits, targets).correct()).isEqualTo(1);
  }

  @Test
  void refusesSmoothingThatLeavesNothing() {
    assertThatThrownBy(() -> new LossConfig.CrossEntropy(1))
        .hasMessage("Invalid loss.labelSmoothing: 1.0 (must be in [0, 1))");
  }

  @Test
  void smoothingGuidesTrainingAndIsLeftOutOfTheScore() {
    LossConfig config = new LossConfig.CrossEntropy(0.1);
    assertThat(config.training(3)).isEqualTo(new SoftmaxCrossEntropy(3, 0.1));
    assertThat(config.scoring(3)).isEqualTo(new SoftmaxCrossEntropy(3, 0));
  }

  /** Targets as [N,3]. */
  private static float[] rows(Targets targets) {
    float[] rows = new float[targets.size() * 3];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) targets.share(i / 3, i % 3);
    }
    return rows;
  }

  private static Tensor torchDoubles(float[] values) {
    return torch
        .from_blob(new org.bytedeco.javacpp.FloatPointer(values), 3, 3)
        .to(torch.ScalarType.Double)
        .clone();
  }
}
