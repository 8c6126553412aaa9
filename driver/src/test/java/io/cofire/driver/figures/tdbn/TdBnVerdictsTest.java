package io.cofire.driver.figures.tdbn;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.Verdicts;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.tdbn.SpikesPerNeuron.Seen;
import io.cofire.ops.inference.LayerOperations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Made-up values beside what Zheng 2020 states: each verdict can come out both ways. */
class TdBnVerdictsTest {

  @Test
  void gradientsOverLayers() {
    List<Double> phi = List.of(0.95, 1.02, 1.05);

    assertThat(Verdicts.of(PlainNetGradients.remarks(phi, List.of(0.8, 1.5, 3.9))))
        .isEqualTo("aaa");
    assertThat(
            Verdicts.of(
                PlainNetGradients.remarks(List.of(0.5, 1.0, 1.0), List.of(0.19, 0.6, 20.0))))
        .isEqualTo("ddd");
  }

  /** The flattest of three that all explode is not steady. */
  @Test
  void theLeastSteepIsNotSteadyYet() {
    List<Double> phi = List.of(1.0, 1.0, 1.0);

    assertThat(Verdicts.of(PlainNetGradients.remarks(phi, List.of(50.0, 100.0, 1000.0))))
        .isEqualTo("add");
  }

  @Test
  void membranes() {
    List<Double> exact = List.of(1.067, 1.067, 1.067);

    assertThat(Verdicts.of(MembraneDistributions.remarks(List.of(1.05, 1.04, 1.03), exact)))
        .isEqualTo("aaa");
    assertThat(
            Verdicts.of(
                MembraneDistributions.remarks(List.of(1.0, 1.3, 1.0), List.of(1.067, 1.2, 1.067))))
        .isEqualTo("ddd");
  }

  /** Counts of 10,000 neurons that fire so many times in ten steps. */
  private static List<Double> all(int spikes) {
    List<Double> counts = new ArrayList<>(Collections.nCopies(11, 0.0));
    counts.set(spikes, 10_000.0);
    return counts;
  }

  @Test
  void ratesOfNeurons() {
    List<FigureRemark> printed =
        RateDistributions.remarks(List.of(all(0), all(0), all(2), all(2), all(6), all(10)));
    List<FigureRemark> against =
        RateDistributions.remarks(List.of(all(5), all(5), all(9), all(9), all(10), all(3)));

    assertThat(Verdicts.of(printed)).isEqualTo("aaa");
    assertThat(printed.get(2).text())
        .contains("fire at every timestep; where it is drawn anew, 0 %");
    assertThat(Verdicts.of(against)).isEqualTo("ddd");
    assertThat(against.get(2).text()).contains("drawn anew, 100 %");
  }

  private static Seen seen(List<Double> spikes, double additions, double multiplications) {
    return new Seen(
        0.9, spikes, new LayerOperations("all", additions + multiplications, multiplications));
  }

  @Test
  void spikesAndOperationsAsPrintedAgree() {
    List<Seen> all =
        List.of(
            seen(List.of(1.2, 1.0, 0.8, 0.6), 1.8e9, 3.4e7),
            seen(List.of(1.2, 1.0, 0.8, 0.6), 1.2e10, 1.2e9));

    assertThat(Verdicts.of(SpikesPerNeuron.remarks(all, List.of(2.2e9, 1.4e10))))
        .isEqualTo("naaaaaaaaa");
  }

  @Test
  void otherSpikesAndOperationsDiffer() {
    List<Seen> all =
        List.of(
            seen(List.of(0.6, 0.8, 1.0, 3.2), 3e9, 4e7),
            seen(List.of(0.6, 0.8, 1.0, 1.2), 2e10, 1.42e9));

    assertThat(Verdicts.of(SpikesPerNeuron.remarks(all, List.of(3e9, 2e10))))
        .isEqualTo("nddddddddd");
  }
}
