package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.FirstStep;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Findings;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.figures.result.Remark;
import io.cofire.driver.figures.sew.DeepNets.Kind;
import io.cofire.driver.figures.sew.DeepNets.Variant;
import io.cofire.ops.block.LastNorm;
import java.util.ArrayList;
import java.util.List;

/** Fang 2021 Fig. 5: rates of the blocks' outputs O and of their last neurons A at the start. */
final class FiringOverDepth {

  private static final String A = "[.]block[0-9]+[.]neuron3"; // last of a bottleneck's three

  private FiringOverDepth() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "sew-fig5",
        List.of(),
        "Fang 2021, Fig. 5",
        "At the start of 152 layers, with zero initialisation all four networks have the same rates of"
            + " O. Without, AND falls silent, IAND decays slightly and keeps an adequate rate, and ADD's"
            + " O grows linearly between downsamplings while its A stays stable.",
        FiringOverDepth::compute);
  }

  private static Findings compute(Lab lab) {
    List<Variant> variants = DeepNets.variants();
    List<FirstStep> steps = DeepNets.measured(lab, 1, 2);
    List<Curve> outputs = new ArrayList<>();
    List<Curve> answers = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      outputs.add(Curve.counted(variants.get(i).label(), values(steps.get(i).outputs().values())));
      if (variants.get(i).last() == LastNorm.LIKE_OTHERS
          && variants.get(i).kind() != Kind.SPIKING) {
        answers.add(Curve.counted(variants.get(i).label(), answers(steps.get(i))));
      }
    }
    return new Findings(
        DeepNets.size(lab, "IF of V_th = 1, arctan of alpha = 2"),
        List.of(
            new Panel("(a) outputs O", Form.LINES, "block", "mean of O", outputs),
            new Panel("(b) last neurons A", Form.LINES, "block", "firing rate of A", answers)),
        remarks(outputs, answers));
  }

  private static List<Double> values(Iterable<Double> of) {
    List<Double> values = new ArrayList<>();
    of.forEach(values::add);
    return values;
  }

  private static List<Double> answers(FirstStep step) {
    List<Double> rates = new ArrayList<>();
    step.rates()
        .forEach(
            (layer, rate) -> {
              if (layer.matches("stage[0-9]+" + A)) {
                rates.add(rate);
              }
            });
    return rates;
  }

  private static List<Remark> remarks(List<Curve> o, List<Curve> a) {
    int kinds = Kind.values().length;
    double apart = 0;
    for (int block = 0; block < o.get(0).y().size(); block++) {
      for (int kind = 1; kind < kinds; kind++) {
        double same = o.get(kinds).y().get(block);
        apart = Math.max(apart, Math.abs(o.get(kinds + kind).y().get(block) - same));
      }
    }
    int first = DeepNets.firstOfThird();
    int last = DeepNets.lastOfThird();
    List<Double> add = o.get(Kind.ADD.ordinal()).y();
    List<Double> iand = o.get(Kind.IAND.ordinal()).y();
    List<Double> and = o.get(Kind.AND.ordinal()).y();
    List<Double> answered = a.get(Kind.IAND.ordinal() - 1).y();
    double bend = bend(add, first, last);
    List<Double> stable = a.get(Kind.ADD.ordinal() - 1).y().subList(first, last + 1);
    return List.of(
        Remark.of(
            apart < 1e-6,
            Phrase.of(
                "zero initialisation: rates of O differ by at most %.1e between the four", apart),
            "The downsampling blocks' shortcuts have neurons in SEW and none in Spiking ResNet (Fig."
                + " 2), so that their outputs are not the same sums"),
        Remark.of(
            and.get(last) < 0.01,
            Phrase.of(
                "SEW AND: O falls from %.3f in block 1 to %.1e in block %d",
                and.get(0), and.get(last), last + 1),
            ""),
        Remark.of(
            answered.get(last) < answered.get(first)
                && answered.get(last) > answered.get(first) / 2,
            Phrase.of(
                "SEW IAND: A decays slightly, from %.3f to %.3f over the third stage; O falls from %.3f"
                    + " to %.1e, by a factor of 1 - A a block",
                answered.get(first), answered.get(last), iand.get(first), iand.get(last)),
            ""),
        Remark.of(
            bend < 0.1,
            Phrase.of(
                "SEW ADD: O grows from %.2f to %.2f over the third stage, %.1f %% off a straight line",
                add.get(first), add.get(last), 100 * bend),
            ""),
        Remark.of(
            max(stable) < 2 * min(stable),
            Phrase.of("SEW ADD: A stays between %.3f and %.3f there", min(stable), max(stable)),
            ""));
  }

  /** Largest distance from the straight line between both ends, in parts of the rise. */
  private static double bend(List<Double> y, int first, int last) {
    double rise = y.get(last) - y.get(first);
    double bend = 0;
    for (int i = first; i <= last; i++) {
      double line = y.get(first) + rise * (i - first) / (last - first);
      bend = Math.max(bend, Math.abs(y.get(i) - line) / Math.abs(rise));
    }
    return rise > 0 ? bend : Double.POSITIVE_INFINITY;
  }

  private static double max(List<Double> of) {
    return of.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static double min(List<Double> of) {
    return of.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }
}
