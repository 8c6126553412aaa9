package io.cofire.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class TemporalCrossEntropyTest {

  /** Two timesteps of two samples of two classes. */
  private static final float[] LOGITS = {2, 0, 0, 1, 0, 1, 0, 3};

  private static final Loss LOSS = new TemporalCrossEntropy(2, 0, 0, 0);

  @Test
  void isTheMeanOfTheTimestepsOwnLosses() {
    double expected = 0;
    for (double logit : new double[] {2, -1, 1, 3}) {
      expected += Math.log1p(Math.exp(-logit)) / 2;
    }
    Loss.Share share = LOSS.loss(FloatBuffer.wrap(LOGITS), Targets.of(0, 1));
    assertThat(share.lossSum()).isCloseTo(expected, within(1e-9));
    assertThat(share.count()).isEqualTo(2);
    assertThat(share.correct()).isEqualTo(2);
  }

  @Test
  void decidesByTheMeanOverTime() {
    FloatBuffer mean = LOSS.decisive(FloatBuffer.wrap(LOGITS), 2);
    assertThat(mean.array()).containsExactly(1, 0.5f, 0, 2);
    assertThat(LOSS.prediction(mean, 0)).isZero();
    assertThat(LOSS.prediction(mean, 1)).isEqualTo(1);
  }

  @Test
  void theGradientMayOverwriteTheLogitsAndLeavesPaddingAlone() {
    Loss loss = new TemporalCrossEntropy(2, 0.1, 0.5, 1);
    Targets padded = Targets.of(0, Targets.PADDING);
    FloatBuffer apart = FloatBuffer.allocate(8);
    loss.gradient(FloatBuffer.wrap(LOGITS), padded, 0.5, apart);
    FloatBuffer inPlace = FloatBuffer.wrap(LOGITS.clone());
    loss.gradient(inPlace, padded, 0.5, inPlace);
    assertThat(inPlace.array()).isEqualTo(apart.array());
    assertThat(apart.get(0)).isNotZero();
    for (int i : new int[] {2, 3, 6, 7}) {
      assertThat(apart.get(i)).isZero();
    }
  }

  @Test
  void refusesSharesThatAreNone() {
    assertThatThrownBy(() -> new LossConfig.Temporal(0, 1, 1))
        .hasMessage("Invalid loss.lambda: 1.0 (must be in [0, 1))");
    assertThatThrownBy(() -> new LossConfig.Temporal(0, 0.5, Double.NaN))
        .hasMessage("Invalid loss.phi: NaN (must be finite)");
  }
}
