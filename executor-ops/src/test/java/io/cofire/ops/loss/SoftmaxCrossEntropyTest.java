package io.cofire.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {

  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(3);

  @Test
  void equalLogitsCostTheLogarithmOfTheClasses() {
    SoftmaxCrossEntropy.Share share = loss.loss(FloatBuffer.allocate(6), new int[] {0, 2});
    assertThat(share.lossSum()).isEqualTo(2 * Math.log(3), within(1e-12));
    assertThat(share.correct()).isEqualTo(1); // the first of equals is the prediction
    assertThat(share.count()).isEqualTo(2);
  }

  @Test
  void hugeLogitsStayFinite() {
    FloatBuffer logits = FloatBuffer.wrap(new float[] {1e30f, -1e30f, 0});
    assertThat(loss.loss(logits, new int[] {0}).lossSum()).isZero();
    assertThat(loss.loss(logits, new int[] {2}).lossSum()).isEqualTo(1e30f);
  }

  @Test
  void gradientIsTheSlopeOfTheScaledLoss() {
    float[] logits = {0.3f, -1.2f, 0.7f};
    FloatBuffer gradient = FloatBuffer.allocate(3);
    loss.gradient(FloatBuffer.wrap(logits), new int[] {1}, 0.25, gradient);
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
    return loss.loss(FloatBuffer.wrap(logits), new int[] {1}).lossSum();
  }

  @Test
  void mayWriteTheGradientOverTheLogits() {
    float[] logits = {0.3f, -1.2f, 0.7f, 2, 1, 0};
    int[] labels = {1, 0};
    FloatBuffer apart = FloatBuffer.allocate(6);
    loss.gradient(FloatBuffer.wrap(logits), labels, 0.5, apart);
    FloatBuffer over = FloatBuffer.wrap(logits.clone());
    loss.gradient(over, labels, 0.5, over);
    assertThat(over.array()).isEqualTo(apart.array());
  }

  @Test
  void paddingCostsNothingAndPullsNothing() {
    FloatBuffer logits = FloatBuffer.wrap(new float[] {0, 0, 0, 5, 6, 7});
    int[] labels = {1, SoftmaxCrossEntropy.PADDING};
    assertThat(loss.loss(logits, labels).count()).isEqualTo(1);
    assertThat(loss.loss(logits, labels).lossSum()).isEqualTo(Math.log(3), within(1e-12));
    FloatBuffer gradient = FloatBuffer.wrap(new float[] {9, 9, 9, 9, 9, 9});
    loss.gradient(logits, labels, 1, gradient);
    assertThat(gradient.slice(3, 3)).isEqualTo(FloatBuffer.allocate(3));
  }

  @Test
  void refusesALabelThatIsNoClass() {
    assertThatThrownBy(() -> loss.loss(FloatBuffer.allocate(3), new int[] {3}))
        .hasMessage("Cannot take the loss: label 3 is not a class (0 to 2, or -1 for padding)");
  }
}
