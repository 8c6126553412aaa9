package io.cofire.driver.figures.neunorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.Verdicts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Made-up values beside what Wu 2019 states: each verdict can come out both ways. */
class NeuNormVerdictsTest {

  @Test
  void timesOfThreeSizes() {
    List<Double> rising = List.of(1.0, 2.0, 3.0);
    List<Double> not = List.of(1.0, 3.0, 2.0);

    assertThat(Verdicts.of(EpochTimes.remarks(rising, rising))).isEqualTo("aan");
    assertThat(Verdicts.of(EpochTimes.remarks(not, not))).isEqualTo("ddn");
  }

  @Test
  void sizes() {
    assertThat(scale(70.0, 80.0, 90.0)).isEqualTo("a");
    assertThat(scale(70.0, 95.0, 90.0)).isEqualTo("d");
    assertThat(scale(100.0, 100.0, 32.0)).isEqualTo("d");
    assertThat(scale(100.0, 100.0, 100.0)).isEqualTo("d");
    assertThat(scale(10.0, 11.0, 12.0)).as("a guess").isEqualTo("n");
  }

  private static String scale(Double... best) {
    return Verdicts.of(List.of(NetworkScale.remark("images", List.of(best), 10)));
  }

  @Test
  void lengths() {
    assertThat(lengths(85.0, 88.0, 89.0, 90.0, 91.0, 91.0)).isEqualTo("aaa");
    assertThat(lengths(50.0, 60.0, 65.0, 70.0, 85.0, 90.0)).isEqualTo("dad");
    assertThat(lengths(90.0, 90.0, 90.0, 80.0, 70.0, 90.0)).isEqualTo("add");
    assertThat(lengths(10.0, 10.0, 10.0, 11.0, 11.0, 11.0)).as("a guess").isEqualTo("ddd");
  }

  private static String lengths(Double... best) {
    return Verdicts.of(SimulationLength.remarks(List.of(best), 10));
  }

  @Test
  void withAndWithoutNeuNorm() {
    assertThat(with(2, 89.83, 90.53, 90.49)).isEqualTo("aa");
    assertThat(with(2, 90.53, 89.83, 90.49)).isEqualTo("dd");
    assertThat(with(2, 90.0, 90.0, 90.0)).isEqualTo("dd");
    assertThat(with(2, 32.0, 10.0, 100.0)).as("a guess").isEqualTo("nn");
    assertThat(with(0, 99.44, 99.53, 85.0)).isEqualTo("a");
  }

  private static String with(int net, Double... best) {
    return Verdicts.of(WithAndWithout.remarks(net, List.of(best), 10));
  }

  @Test
  void votes() {
    assertThat(Verdicts.of(MeanVotes.remarks(0.65, 0.69, 90, 95, 10))).isEqualTo("an");
    assertThat(Verdicts.of(MeanVotes.remarks(0.69, 0.65, 90, 95, 10))).isEqualTo("dn");
    assertThat(Verdicts.of(MeanVotes.remarks(0.0, 0.01, 90, 10, 10))).isEqualTo("nn");
  }
}
