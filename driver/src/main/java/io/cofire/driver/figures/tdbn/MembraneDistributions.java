package io.cofire.driver.figures.tdbn;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.DrawnNeurons;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Histogram;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Zheng 2020 Fig. 3 and Theorem 2: membranes u against their inputs x. */
final class MembraneDistributions {

  static final double DECAY = 0.25;

  private static final int TIMESTEPS = 10;
  private static final List<Double> VARIANCES = List.of(0.25, 0.5, 1.0);
  private static final double FAR = 1e9; // a threshold that nothing reaches

  private MembraneDistributions() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "tdbn-fig3",
        List.of("tdbn-theorem2"),
        "Zheng 2020, Fig. 3 and Theorem 2",
        "With V_th = 1 and a decay of 0.25, inputs of N(0, 1/4), N(0, 1/2) and N(0, 1) give membranes of"
            + " a similar distribution: u is N(0, s_out^2), and s_out^2 is proportional to s_in^2.",
        Set.of(),
        MembraneDistributions::compute);
  }

  static Neuron neuron(double decay, double threshold) {
    return new Neuron.IterativeLif(
        decay, threshold, ResetGradient.FLOWS, Firing.ABOVE, new Surrogate.Rectangular(1));
  }

  private static FigureResult compute(Lab lab) {
    int neurons = lab.choose(5_000, 20_000, 200_000);
    List<Panel> panels = new ArrayList<>();
    List<Double> firing = new ArrayList<>();
    List<Double> silent = new ArrayList<>();
    for (double variance : VARIANCES) {
      DrawnNeurons seen = population(lab, 1, variance, neurons);
      panels.add(panel(variance, seen));
      firing.add(variance(seen.membranes()) / variance(seen.inputs()));
      DrawnNeurons free = population(lab, FAR, variance, neurons);
      silent.add(lastVariance(free) / variance);
    }
    return new FigureResult(
        Phrase.of(
            "%,d neurons without a network, T = %d (not printed), independent inputs, seed %d",
            neurons, TIMESTEPS, lab.seed()),
        panels,
        remarks(firing, silent));
  }

  private static DrawnNeurons population(Lab lab, double threshold, double variance, int neurons) {
    return lab.with(
        kernels ->
            DrawnNeurons.of(
                kernels,
                neuron(DECAY, threshold).dynamics(),
                TIMESTEPS,
                neurons,
                Math.sqrt(variance),
                lab.key("membranes")));
  }

  private static Panel panel(double variance, DrawnNeurons seen) {
    Histogram x = new Histogram(-3, 3, 60);
    Histogram u = new Histogram(-3, 3, 60);
    for (int i = 0; i < seen.inputs().length; i++) {
      x.add(seen.inputs()[i]);
      u.add(seen.membranes()[i]);
    }
    List<Curve> curves = List.of(x.density("input x"), u.density("membrane u"));
    String title = Phrase.of("x of N(0, %.2f), V_th = 1", variance);
    return new Panel(title, Form.LINES, "value", "density", curves);
  }

  static List<FigureRemark> remarks(List<Double> firing, List<Double> silent) {
    double expected = 1 / (1 - DECAY * DECAY);
    double apart = 0;
    for (double ratio : silent) {
      apart = Math.max(apart, Math.abs(ratio / expected - 1));
    }
    double spread = Collections.max(firing) / Collections.min(firing);
    double off = firing.stream().mapToDouble(ratio -> Math.abs(ratio - 1)).max().orElse(1);
    return List.of(
        FigureRemark.of(
            apart < 0.03,
            Phrase.of(
                "without spikes s_out^2 / s_in^2 is %.3f, %.3f, %.3f for the three: 1 / (1 - 0.25^2) ="
                    + " %.3f",
                silent.get(0), silent.get(1), silent.get(2), expected),
            ""),
        FigureRemark.of(
            spread < 1.1,
            Phrase.of(
                "with V_th = 1 the ratio is %.3f, %.3f, %.3f: the largest is %.1f %% above the least",
                firing.get(0), firing.get(1), firing.get(2), 100 * (spread - 1)),
            "A spike resets what the decay would carry on"),
        FigureRemark.of(
            off < 0.1,
            Phrase.of(
                "the variance of u is within %.1f %% of that of x, as similar distributions have",
                100 * off),
            "A spike resets what the decay would carry on"));
  }

  /** Of the last timestep, where the decay has settled. */
  private static double lastVariance(DrawnNeurons seen) {
    float[] last = new float[seen.neurons()];
    System.arraycopy(
        seen.membranes(), (seen.timesteps() - 1) * seen.neurons(), last, 0, last.length);
    return variance(last);
  }

  private static double variance(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return squares / values.length - mean * mean;
  }
}
