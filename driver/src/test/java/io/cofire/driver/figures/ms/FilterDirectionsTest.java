package io.cofire.driver.figures.ms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.random.Key;
import io.cofire.ops.network.Layout;
import io.cofire.ops.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Two directions, filter by filter as long as the filter, and orthogonal. */
class FilterDirectionsTest {

  private static final Layout LAYOUT = layout();

  private static Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    builder.add("conv.weight", Shape.of(2, 1, 3, 3), true);
    builder.add("norm.gamma", Shape.of(2), false);
    return builder.build();
  }

  @Test
  void eachFilterMovesByItsOwnLengthAndNormsDoNotMove() {
    float[] parameters = new float[20];
    for (int i = 0; i < 20; i++) {
      parameters[i] = i < 9 ? 1 : 3;
    }

    FilterDirections directions = FilterDirections.of(LAYOUT, parameters, Key.of(1));

    for (float[] direction : new float[][] {directions.first(), directions.second()}) {
      assertThat(product(direction, direction, 0, 9)).isCloseTo(9, within(1e-4));
      assertThat(product(direction, direction, 9, 9)).isCloseTo(81, within(1e-3));
      assertThat(product(direction, direction, 18, 2)).isZero();
    }
    assertThat(product(directions.first(), directions.second(), 0, 9)).isZero();
    assertThat(product(directions.first(), directions.second(), 9, 9)).isZero();
    assertThat(directions.from(parameters, 0, 0)).isEqualTo(parameters);
  }

  private static double product(float[] a, float[] b, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) a[i] * b[i];
    }
    return Math.rint(sum * 1e4) / 1e4;
  }
}
