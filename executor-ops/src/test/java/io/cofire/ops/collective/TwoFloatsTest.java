package io.cofire.ops.collective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoFloatsTest {

  private static double[] exchanged(double... values) {
    return TwoFloats.join(TwoFloats.split(values), 0, values.length);
  }

  @Test
  void floatsAndLargeCountsArriveWhole() {
    double[] exact = {0, -1.5f, (float) 0.1, (1L << 47) + 1, -(1L << 40) - 3};
    assertThat(exchanged(exact)).isEqualTo(exact);
  }

  @Test
  void othersLoseLessThan48BitsHold() {
    double third = 1.0 / 3;
    assertThat(Math.abs(exchanged(third)[0] - third)).isLessThan(third / (1L << 47));
    assertThat(TwoFloats.round(new double[] {third})).isEqualTo(exchanged(third));
  }

  @Test
  void whatNoFloatHoldsIsInfiniteAndWhatIsNoNumberStaysSo() {
    assertThat(exchanged(1e300, -1e300)).isEqualTo(new double[] {1 / 0.0, -1 / 0.0});
    assertThat(exchanged(Double.NaN)[0]).isNaN();
    assertThat(TwoFloats.round(new double[] {1e300})[0]).isInfinite();
  }

  @Test
  void whatIsRoundedIsRoundedOnce() {
    double[] once = TwoFloats.round(new double[] {Math.PI, 1e-40, 1e30 / 7});
    assertThat(TwoFloats.round(once)).isEqualTo(once);
  }
}
