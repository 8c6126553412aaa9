package io.cofire.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class MeanSquareErrorTest {

  private static final MeanSquareError LOSS = new MeanSquareError(3);
  private static final FloatBuffer VOTES = FloatBuffer.wrap(new float[] {0.5f, 0, 1, 1, 0, 0.2f});

  @Test
  void isTheSquareOfTheDistanceToTheLabelVector() {
    Loss.Share share = LOSS.loss(VOTES, Targets.of(0, 0));
    assertThat(share.lossSum()).isCloseTo(0.25 + 1 + 0.04, within(1e-6));
    assertThat(share.correct()).isEqualTo(1);
    assertThat(share.count()).isEqualTo(2);
  }

  @Test
  void aMixedTargetIsTheMixtureOfItsLabelVectors() {
    Targets mixed = new Targets(new int[] {2, 0}, new int[] {0, 0}, new float[] {0.75f, 1});
    assertThat(LOSS.loss(VOTES, mixed).lossSum())
        .isCloseTo(0.25 * 0.25 + 0.25 * 0.25 + 0.04, within(1e-6));
  }

  @Test
  void theGradientIsTwiceTheErrorTimesTheScale() {
    FloatBuffer gradient = FloatBuffer.allocate(6);
    LOSS.gradient(VOTES, Targets.of(0, 0), 0.5, gradient);
    assertThat(gradient.array())
        .containsExactly(new float[] {-0.5f, 0, 1, 0, 0, 0.2f}, within(1e-6f));
  }

  @Test
  void paddingCostsAndPullsNothing() {
    FloatBuffer gradient = FloatBuffer.allocate(6);
    Targets padded = Targets.of(0, Targets.PADDING);
    LOSS.gradient(VOTES, padded, 1, gradient);
    assertThat(LOSS.loss(VOTES, padded).count()).isEqualTo(1);
    assertThat(gradient.array()).containsExactly(new float[] {-1, 0, 2, 0, 0, 0}, within(1e-6f));
  }

  @Test
  void refusesALabelThatIsNoClass() {
    assertThatThrownBy(() -> LOSS.loss(VOTES, Targets.of(0, 3)))
        .hasMessage("Cannot take the loss: label 3 is not a class (0 to 2, or -1 for padding)");
  }
}
