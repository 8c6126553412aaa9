package io.cofire.driver.figures.ms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.driver.figures.lab.Spikes;
import io.cofire.ops.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Hu 2021 Eq. 11. */
class SimilarityTest {

  private static final Shape SHAPE = Shape.of(2, 1, 2, 2, 1);

  @Test
  void aMapIsLikeItself() {
    Spikes spikes = new Spikes(SHAPE, new float[] {1, 0, 1, 0, 0, 0, 1, 1});

    assertThat(Similarity.of(spikes, spikes)).isCloseTo(1, within(1e-12));
  }

  @Test
  void itsOppositeIsUnlikeIt() {
    float[] map = {1, 0, 1, 0};
    float[] opposite = {0, 1, 0, 1};

    assertThat(Similarity.of(map, opposite, 0, 1, 4)).isLessThan(-0.99);
  }

  /** Means 1/2 and 3/4, variances 1/4 and 3/16, covariance 1/8, by hand. */
  @Test
  void twoMapsGiveWhatTheEquationSays() {
    float[] x = {1, 1, 0, 0};
    float[] y = {1, 1, 1, 0};
    double c1 = 1e-4;
    double c2 = 9e-4;

    assertThat(Similarity.of(x, y, 0, 1, 4))
        .isCloseTo((0.75 + c1) * (0.25 + c2) / ((0.8125 + c1) * (0.4375 + c2)), within(1e-12));
  }

  @Test
  void mapsOfAChannelAreComparedApart() {
    Spikes two = new Spikes(Shape.of(1, 1, 2, 2, 2), new float[] {1, 0, 0, 1, 1, 0, 0, 1});
    Spikes swapped = new Spikes(Shape.of(1, 1, 2, 2, 2), new float[] {0, 1, 1, 0, 0, 1, 1, 0});

    assertThat(Similarity.of(two, swapped)).isLessThan(-0.99);
  }
}
