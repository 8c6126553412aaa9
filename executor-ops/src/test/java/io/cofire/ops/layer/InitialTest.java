package io.cofire.ops.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.random.Key;
import org.junit.jupiter.api.Test;

class InitialTest {

  private static final Key KEY = Key.of(11).child("conv.weight");

  @Test
  void normalHasItsDeviationAndNoMean() {
    float[] values = Initial.heFanOut(16, 3).values(99_999, KEY);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double deviation = Math.sqrt(2.0 / (9 * 16));
    assertThat(sum / values.length).isEqualTo(0, within(4 * deviation / Math.sqrt(99_999)));
    assertThat(Math.sqrt(squares / values.length)).isEqualTo(deviation, within(0.01 * deviation));
  }

  @Test
  void uniformFillsItsInterval() {
    float[] values = new Initial.Uniform(0.5).values(10_000, KEY);
    float smallest = 1;
    float largest = -1;
    for (float value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    assertThat(smallest).isBetween(-0.5f, -0.499f);
    assertThat(largest).isBetween(0.499f, 0.5f);
  }

  @Test
  void theSameKeyGivesTheSameValues() {
    Initial initial = new Initial.Normal(1);
    assertThat(initial.values(7, KEY)).isEqualTo(initial.values(7, KEY));
    assertThat(initial.values(7, KEY)).isNotEqualTo(initial.values(7, Key.of(12)));
  }
}
