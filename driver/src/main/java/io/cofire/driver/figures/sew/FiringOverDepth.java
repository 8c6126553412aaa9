package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.FirstStep;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.figures.sew.DeepNets.Kind;
import io.cofire.driver.figures.sew.DeepNets.Variant;
import io.cofire.ops.block.LastNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Fang 2021 Fig. 5: rates of the blocks' outputs O and of their last neurons A at the start. */
final class FiringOverDepth {

  private static final String A = "[.]block[0-9]+[.]neuron3"; // last of a bottleneck's three

  private static final double SILENT = 0.01;
  private static final double SLIGHT = 0.75; // of a rate that has decayed slightly
  private static final double STABLE = 1.25; // largest to least of a rate that is stable

  private FiringOverDepth() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "sew-fig5",
        List.of(),
        "Fang 2021, Fig. 5",
        "At the start of 152 layers, with zero initialisation all four networks have the same rates of"
            + " O. Without, AND falls silent, IAND decays slightly and keeps an adequate rate, and ADD's"
            + " O grows linearly between downsamplings while its A stays stable.",
        Set.of(SampleKind.IMAGES),
        FiringOverDepth::compute);
  }

  private static FigureResult compute(Lab lab) {
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
    return new FigureResult(
        DeepNets.size(lab, "IF of V_th = 1, arctan of alpha = 2"),
        List.of(
            new Panel("(a) outputs O", Form.LINES, "block", "mean of O", outputs),
            new Panel("(a) without SEW ADD", Form.LINES, "block", "mean of O", others(outputs)),
            new Panel("(b) last neurons A", Form.LINES, "block", "firing rate of A", answers)),
        remarks(outputs, answers));
  }

  /** What the growth of ADD would press together at the foot of its picture. */
  private static List<Curve> others(List<Curve> outputs) {
    String add = new Variant(Kind.ADD, LastNorm.LIKE_OTHERS).label();
    return outputs.stream().filter(curve -> !curve.name().equals(add)).toList();
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

  static List<FigureRemark> remarks(List<Curve> outputs, List<Curve> answers) {
    int first = DeepNets.firstOfThird();
    int last = DeepNets.lastOfThird();
    List<Double> add = of(outputs, Kind.ADD);
    List<Double> and = of(outputs, Kind.AND);
    List<Double> iand = of(outputs, Kind.IAND);
    double bend = bend(add, first, last);
    List<Double> stable = of(answers, Kind.ADD).subList(first, last + 1);
    return List.of(
        equalWithZero(outputs),
        FigureRemark.of(
            and.get(0) > SILENT && and.get(last) < SILENT,
            Phrase.of(
                "SEW AND: O goes from %.3f in block 1 to %.1e in block %d",
                and.get(0), and.get(last), last + 1),
            ""),
        slightDecay(of(answers, Kind.IAND), first, last),
        FigureRemark.of(
            iand.get(last) > 10 * and.get(last) && iand.get(last) > SILENT,
            Phrase.of(
                "SEW IAND: O goes from %.1e to %.1e over the third stage, that of AND from %.1e to %.1e",
                iand.get(first), iand.get(last), and.get(first), and.get(last)),
            "Every block of IAND lets through a share of 1 - A of its input's spikes, as AND does a share"
                + " of A: it delays the silence of so many blocks, and does not prevent it"),
        FigureRemark.of(
            bend < 0.1,
            Phrase.of(
                "SEW ADD: O goes from %.2f to %.2f over the third stage, %.1f %% off a straight line",
                add.get(first), add.get(last), 100 * bend),
            ""),
        FigureRemark.of(
            min(stable) > SILENT && max(stable) < STABLE * min(stable),
            Phrase.of("SEW ADD: A is between %.3f and %.3f there", min(stable), max(stable)),
            ""));
  }

  private static FigureRemark slightDecay(List<Double> a, int first, int last) {
    double start = a.get(first);
    double end = a.get(last);
    int middle = (first + last) / 2;
    return FigureRemark.of(
        end < start && end > SLIGHT * start,
        Phrase.of(
            "SEW IAND: A goes from %.3f to %.3f over the third stage, %+.0f %%, of that %+.0f %% in its"
                + " first half; slightly is here at most %.0f %%",
            start,
            end,
            100 * (end / start - 1),
            100 * (a.get(middle) / start - 1),
            100 * (1 - SLIGHT)),
        "In a narrow network few spikes of O reach the last blocks, whose neurons then fire less");
  }

  private static FigureRemark equalWithZero(List<Curve> outputs) {
    List<List<Double>> zero =
        Stream.of(Kind.values())
            .map(kind -> named(outputs, new Variant(kind, LastNorm.ZERO).label()))
            .toList();
    double apart = 0;
    for (List<Double> each : zero) {
      for (int block = 0; block < each.size(); block++) {
        apart = Math.max(apart, Math.abs(each.get(block) - zero.get(0).get(block)));
      }
    }
    double least = min(zero.get(0));
    return FigureRemark.of(
        apart < 1e-6 && least > 0,
        Phrase.of(
            "zero initialisation: rates of O differ by at most %.1e between the four, where the least"
                + " is %.3f",
            apart, least),
        "");
  }

  private static List<Double> of(List<Curve> curves, Kind kind) {
    return named(curves, new Variant(kind, LastNorm.LIKE_OTHERS).label());
  }

  private static List<Double> named(List<Curve> curves, String name) {
    return curves.stream().filter(curve -> curve.name().equals(name)).findFirst().orElseThrow().y();
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
