package io.cofire.driver.figures.tdbn;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.DrawnNeurons;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.report.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Zheng 2020 Fig. 4: how many neurons fire how often, by the variance of their inputs. */
final class RateDistributions {

  private static final int NEURONS = 10_000; // as many as the axis of Fig. 4 (a) reaches
  private static final int TIMESTEPS = 10;

  private RateDistributions() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "tdbn-fig4",
        List.of(),
        "Zheng 2020, Fig. 4",
        "With V_th = 1, inputs of N(0, 1/16) leave nearly all of 10,000 neurons silent, N(0, 1) keeps a"
            + " moderate rate, and N(0, 16) makes neurons fire all the time.",
        Set.of(),
        RateDistributions::compute);
  }

  private static FigureResult compute(Lab lab) {
    List<Panel> panels = new ArrayList<>();
    List<List<Double>> counts = new ArrayList<>();
    for (double variance : new double[] {1.0 / 16, 1, 16}) {
      List<Double> each = counts(lab, variance, true);
      List<Double> same = counts(lab, variance, false);
      counts.add(each);
      counts.add(same);
      panels.add(
          new Panel(
              "x of N(0, " + Ticks.label(variance) + "), V_th = 1",
              Form.LINES,
              "firing rate",
              "neurons",
              List.of(
                  curve("another input at each timestep", each),
                  curve("the same input at each", same))));
    }
    return new FigureResult(
        Phrase.of(
            "%,d neurons without a network, T = %d (not printed), decay %.2f, seed %d",
            NEURONS, TIMESTEPS, MembraneDistributions.DECAY, lab.seed()),
        panels,
        remarks(counts));
  }

  private static List<Double> counts(Lab lab, double variance, boolean anew) {
    DrawnNeurons seen =
        lab.with(
            kernels -> {
              DrawnNeurons drawn =
                  DrawnNeurons.of(
                      kernels,
                      MembraneDistributions.neuron(MembraneDistributions.DECAY, 1).dynamics(),
                      TIMESTEPS,
                      NEURONS,
                      Math.sqrt(variance),
                      lab.key("rates"));
              return anew
                  ? drawn
                  : DrawnNeurons.of(
                      kernels,
                      MembraneDistributions.neuron(MembraneDistributions.DECAY, 1).dynamics(),
                      TIMESTEPS,
                      repeated(drawn.inputs()));
            });
    double[] counts = new double[TIMESTEPS + 1];
    for (int n = 0; n < NEURONS; n++) {
      counts[(int) Math.round(seen.rate(n) * TIMESTEPS)]++;
    }
    List<Double> all = new ArrayList<>();
    for (double count : counts) {
      all.add(count);
    }
    return all;
  }

  /** Those of the first timestep, at each. */
  private static float[] repeated(float[] inputs) {
    float[] all = new float[inputs.length];
    for (int t = 0; t < TIMESTEPS; t++) {
      System.arraycopy(inputs, 0, all, t * NEURONS, NEURONS);
    }
    return all;
  }

  private static Curve curve(String name, List<Double> counts) {
    List<Double> x = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      x.add((double) i / TIMESTEPS);
    }
    return new Curve(name, x, counts);
  }

  /** On the counts of each rate, of the three variances, drawn anew and staying. */
  static List<FigureRemark> remarks(List<List<Double>> counts) {
    double silent = counts.get(0).get(0) / NEURONS;
    double moderate = mean(counts.get(2));
    double always = counts.get(5).get(TIMESTEPS) / NEURONS;
    double anew = counts.get(4).get(TIMESTEPS) / NEURONS;
    double busy = mean(counts.get(4));
    return List.of(
        FigureRemark.of(
            silent > 0.95,
            Phrase.of("N(0, 1/16): %.1f %% of the neurons fire no spike", 100 * silent),
            ""),
        FigureRemark.of(
            moderate > 0.1 && moderate < 0.3,
            Phrase.of("N(0, 1): a mean rate of %.3f", moderate),
            ""),
        FigureRemark.of(
            always > 0.2 && busy > 2 * moderate,
            Phrase.of(
                "N(0, 16): where an input stays, %.0f %% of the neurons fire at every timestep; where it"
                    + " is drawn anew, %.0f %% and the mean rate is %.2f. The paper does not say which it"
                    + " drew",
                100 * always, 100 * anew, busy),
            ""));
  }

  private static double mean(List<Double> counts) {
    double sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i) * i / TIMESTEPS;
    }
    return sum / NEURONS;
  }
}
