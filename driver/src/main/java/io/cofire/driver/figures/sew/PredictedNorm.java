package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.FirstStep;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.figures.sew.DeepNets.Kind;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fang 2021 Eq. 15 and A.5: the gradient of Spiking ResNet through k identity blocks, predicted
 * from the firing rate and the surrogate's slopes, against the measured norm.
 */
final class PredictedNorm {

  private static final double NEAR = 0.3; // in logarithms

  private PredictedNorm() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "sew-a4",
        List.of("sew-eq15", "sew-a5"),
        "Fang 2021, Eq. 15 and A.5",
        "Through k identity blocks of Spiking ResNet the gradient's norm is scaled by the root of N F"
            + " t1^k + N (1 - F) t0^k, with the firing rate F and the slopes t1, t0 of the surrogate at"
            + " a spike and at none; with the surrogate of A.5 both slopes are 1 and it stays.",
        Set.of(SampleKind.IMAGES),
        PredictedNorm::compute);
  }

  /** A surrogate, and the threshold that it stands at. */
  private record Setting(String label, double threshold, Surrogate surrogate) {

    double slope(double membrane) {
      float[] at = {(float) (membrane - threshold)};
      surrogate.derivatives(at, at, 1);
      return at[0];
    }
  }

  private record Run(Setting setting, int timesteps) {}

  private static FigureResult compute(Lab lab) {
    List<Setting> settings =
        List.of(
            new Setting("V_th 1, alpha 2", 1, new Surrogate.ArcTan(2)),
            new Setting("V_th 0.5, alpha 2", 0.5, new Surrogate.ArcTan(2)),
            new Setting("V_th 1, alpha 3", 1, new Surrogate.ArcTan(3)),
            new Setting("A.5", 0.5, new Surrogate.UnitAtHalf()));
    List<Run> runs = new ArrayList<>();
    for (int timesteps : new int[] {1, DeepNets.TIMESTEPS}) {
      settings.forEach(setting -> runs.add(new Run(setting, timesteps)));
    }
    List<FirstStep> steps = lab.each(runs, (kernels, run) -> step(lab, kernels, run));
    List<Panel> panels = new ArrayList<>();
    List<FigureRemark> remarks = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      List<Double> once = factors(steps.get(i));
      List<Double> often = factors(steps.get(settings.size() + i));
      List<Double> expected = predicted(settings.get(i), rate(steps.get(i)), once.size(), 2);
      List<Double> printed = predicted(settings.get(i), rate(steps.get(i)), once.size(), 1);
      panels.add(
          new Panel(
              settings.get(i).label(),
              Form.LOG_LINES,
              "k, blocks",
              "factor of the norm",
              List.of(
                  Curve.counted("measured, T = 1", once),
                  Curve.counted("measured, T = 4", often),
                  Curve.counted("predicted, slopes^2k", expected),
                  Curve.counted("as printed, slopes^k", printed))));
      remarks.add(remark(settings.get(i).label(), once, often, expected, printed));
    }
    return new FigureResult(
        DeepNets.size(
            lab,
            "Spiking ResNet with zero init, the surrogate and V_th in each block's last"
                + " neurons, T = 1 too; third stage; N is left out, as a norm's factor has none"),
        panels,
        remarks);
  }

  private static FirstStep step(Lab lab, Kernels kernels, Run run) {
    SampleSet samples = DeepNets.minibatch(lab, run.timesteps());
    Neuron plain = DeepNets.neuron(1, 2);
    Neuron last = DeepNets.neuron(run.setting().threshold(), run.setting().surrogate());
    return FirstStep.of(
        kernels,
        DeepNets.network(lab, Kind.SPIKING.block(LastNorm.ZERO), plain, Optional.of(last)),
        samples,
        lab.key("parameters"));
  }

  /** Of the norm, from the last identity block of the third stage k blocks back. */
  private static List<Double> factors(FirstStep step) {
    List<Double> norms = List.copyOf(step.gradients().values());
    int last = DeepNets.lastOfThird();
    List<Double> factors = new ArrayList<>();
    for (int k = 1; last - k >= DeepNets.firstOfThird() - 1; k++) {
      factors.add(norms.get(last - k) / norms.get(last));
    }
    return factors;
  }

  private static double rate(FirstStep step) {
    return List.copyOf(step.outputs().values()).get(DeepNets.lastOfThird());
  }

  private static List<Double> predicted(Setting setting, double rate, int blocks, int power) {
    List<Double> factors = new ArrayList<>();
    for (int k = 1; k <= blocks; k++) {
      double spike = Math.pow(setting.slope(1), power * k);
      double none = Math.pow(setting.slope(0), power * k);
      factors.add(Math.sqrt(rate * spike + (1 - rate) * none));
    }
    return factors;
  }

  static FigureRemark remark(
      String label,
      List<Double> once,
      List<Double> often,
      List<Double> expected,
      List<Double> printed) {
    int end = once.size() - 1;
    return FigureRemark.of(
        apart(once, printed) < NEAR,
        Phrase.of(
            "%s: over %d blocks %.2e measured at T = 1, %.2e at T = 4; %.2e predicted with slopes^2k, which"
                + " a norm of products has, and %.2e as printed, with slopes^k",
            label, end + 1, once.get(end), often.get(end), expected.get(end), printed.get(end)),
        apart(once, expected) < NEAR
            ? "A squared norm follows the square of what is printed"
            : "The prediction takes gradients and spikes as independent");
  }

  /** Largest difference of two curves, in logarithms. */
  private static double apart(List<Double> one, List<Double> other) {
    double apart = 0;
    for (int k = 0; k < one.size(); k++) {
      apart = Math.max(apart, Math.abs(Math.log(one.get(k) / other.get(k))));
    }
    return apart;
  }
}
