package io.cofire.ops.surrogate;

import static io.cofire.ops.surrogate.SurrogateEquation.derivative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.Kinds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurrogateTest {

  static Stream<Surrogate> surrogates() {
    return Kinds.every(
        Surrogate.class,
        List.of(
            new Surrogate.Rectangular(0.8),
            new Surrogate.ArcTan(2),
            new Surrogate.UnitAtHalf(),
            new Surrogate.Triangle(0.7),
            new Surrogate.Sigmoid(4),
            new Surrogate.Sigmoid(0.3)))
        .stream();
  }

  /** From far to near on both sides, so that every clamp and every series term is met. */
  @ParameterizedTest
  @MethodSource("surrogates")
  void theFastLoopEqualsTheEquation(Surrogate surrogate) {
    float[] distances = new float[4001];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) ((i - 2000) * 0.0123 + 1e-3);
    }
    float[] found = new float[distances.length];
    surrogate.derivatives(distances, found, distances.length);
    double peak = derivative(surrogate, 0);
    for (int i = 0; i < distances.length; i++) {
      assertThat((double) found[i])
          .as("at %s", distances[i])
          .isCloseTo(derivative(surrogate, distances[i]), within(1e-6 * peak));
    }
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  void isLargestAtTheThresholdAndEvenAboutIt(Surrogate surrogate) {
    assertThat(derivative(surrogate, 0.2)).isEqualTo(derivative(surrogate, -0.2));
    assertThat(derivative(surrogate, 0)).isGreaterThanOrEqualTo(derivative(surrogate, 0.2));
  }

  @Test
  void theFormOfSewsAppendixIsOneAtAHalf() {
    Surrogate surrogate = new Surrogate.UnitAtHalf();
    assertThat(derivative(surrogate, 0.5)).isCloseTo(1, within(1e-12));
    assertThat(derivative(surrogate, -0.5)).isCloseTo(1, within(1e-12));
  }

  @Test
  void theTriangleHasAreaOne() {
    double sum = 0;
    for (int i = -1000; i <= 1000; i++) {
      sum += derivative(new Surrogate.Triangle(0.7), i * 1e-3) * 1e-3;
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void refusesWidthsAndSteepnessesThatAreNotPositive() {
    assertThatThrownBy(() -> new Surrogate.Triangle(0))
        .hasMessage("Invalid surrogate.width: 0.0 (must be positive)");
    assertThatThrownBy(() -> new Surrogate.Sigmoid(-1))
        .hasMessage("Invalid surrogate.alpha: -1.0 (must be positive)");
  }
}
