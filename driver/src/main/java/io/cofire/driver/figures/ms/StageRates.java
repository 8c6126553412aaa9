package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.inference.NeuronActivity;
import java.util.ArrayList;
import java.util.List;

/**
 * Hu 2021 Fig. 3a: rates of the first and the second LIF of a network's blocks, averaged in each
 * stage.
 *
 * @param name of the network
 * @param first of each stage
 * @param second of each stage
 */
record StageRates(String name, List<Double> first, List<Double> second) {

  private static final int STAGES = 4;
  private static final double THIRD = 0.052; // printed, of the second LIF of 104 layers

  static StageRates of(String name, List<NeuronActivity> activity) {
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    for (int stage = 1; stage <= STAGES; stage++) {
      first.add(mean(activity, "stage" + stage + "[.]block[0-9]+[.]neuron1"));
      second.add(mean(activity, "stage" + stage + "[.]block[0-9]+[.]neuron2"));
    }
    return new StageRates(name, first, second);
  }

  private static double mean(List<NeuronActivity> activity, String which) {
    return activity.stream()
        .filter(layer -> layer.layer().matches(which))
        .mapToDouble(NeuronActivity::firingRate)
        .average()
        .orElse(Double.NaN);
  }

  List<FigureRemark> remarks() {
    boolean calmer = true;
    boolean falls = true;
    for (int stage = 0; stage < STAGES; stage++) {
      calmer &= second.get(stage) < first.get(stage);
      falls &= stage == 0 || stage > 2 || both(stage) < both(stage - 1);
    }
    return List.of(
        FigureRemark.of(
            calmer,
            Phrase.of("%s, by stage: first LIF %s, second %s", name, listed(first), listed(second)),
            "Near the start the norm before the second LIF gives it N(0, V_th^2) and so a rate near"
                + " 0.16, whatever the stage"),
        FigureRemark.of(
            falls,
            Phrase.of(
                "%s, both LIFs in the first three stages: %.3f, %.3f, %.3f",
                name, both(0), both(1), both(2)),
            "After a short training of a narrow network rates are near those of its start"));
  }

  /** What the paper prints of the third stage of 104 layers. */
  FigureRemark thirdStage() {
    double calm = second.get(2);
    double times = first.get(2) / calm;
    return FigureRemark.of(
        Math.abs(calm / THIRD - 1) < 0.25 && times > 4 && times < 5.5,
        Phrase.of(
            "%s, third stage: second LIF %.3f (paper %.3f), the first %.1f times that (almost five)",
            name, calm, THIRD, times),
        "After so short a training the second LIFs have hardly left the rate of their start");
  }

  private double both(int stage) {
    return (first.get(stage) + second.get(stage)) / 2;
  }

  private static String listed(List<Double> rates) {
    return String.join(", ", rates.stream().map(rate -> Phrase.of("%.3f", rate)).toList());
  }
}
