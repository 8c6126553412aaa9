package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.figures.sew.SevenBlocks.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Whether the 7B-Nets come out in the order of Fang 2021 section 4.2 and appendix A.3. */
final class GestureVerdicts {

  private static final List<Kind> KINDS = List.of(Kind.values());

  /** From the least to the largest training loss, as printed. */
  private static final List<Kind> LOSSES =
      List.of(Kind.IAND, Kind.SPIKING, Kind.ADD, Kind.PLAIN, Kind.AND);

  private static final String WHY =
      "A short training on few samples with one rate for all, where the paper's 192 epochs have a rate"
          + " for each; one seed";

  private GestureVerdicts() {}

  /**
   * Remarks on the networks in the order of their kinds.
   *
   * @param best test accuracies in percent
   * @param losses of the last epoch
   * @param outputs rates of the blocks' outputs O
   */
  static List<FigureRemark> of(List<Double> best, List<Double> losses, List<Curve> outputs) {
    List<FigureRemark> remarks = new ArrayList<>();
    remarks.add(
        order(
            "best test accuracy",
            KINDS,
            kind -> -best.get(KINDS.indexOf(kind)),
            kind -> Phrase.of("%.1f %%", best.get(KINDS.indexOf(kind)))));
    remarks.add(extreme("highest", Kind.ADD, best, 1));
    remarks.add(extreme("lowest", Kind.AND, best, -1));
    remarks.add(
        order(
            "training loss",
            LOSSES,
            kind -> losses.get(KINDS.indexOf(kind)),
            kind -> Phrase.of("%.2f", losses.get(KINDS.indexOf(kind)))));
    remarks.add(rates(outputs));
    return remarks;
  }

  /** Whether values rise strictly in the printed order; tells them in their own. */
  private static FigureRemark order(
      String what, List<Kind> printed, ToDoubleFunction<Kind> value, Function<Kind, String> told) {
    boolean rises = true;
    for (int i = 1; i < printed.size(); i++) {
      rises &= value.applyAsDouble(printed.get(i - 1)) < value.applyAsDouble(printed.get(i));
    }
    List<Kind> sorted = printed.stream().sorted(Comparator.comparingDouble(value)).toList();
    StringBuilder ours = new StringBuilder();
    for (int i = 0; i < sorted.size(); i++) {
      boolean tied =
          i > 0 && value.applyAsDouble(sorted.get(i)) == value.applyAsDouble(sorted.get(i - 1));
      ours.append(i == 0 ? "" : tied ? " = " : ", ");
      ours.append(sorted.get(i).label).append(' ').append(told.apply(sorted.get(i)));
    }
    String theirs = printed.stream().map(kind -> kind.label).collect(Collectors.joining(", "));
    return FigureRemark.of(
        rises, Phrase.of("%s, best first: %s; in the paper %s", what, ours, theirs), WHY);
  }

  private static FigureRemark extreme(String word, Kind kind, List<Double> best, int sign) {
    double its = best.get(KINDS.indexOf(kind));
    List<Double> others = new ArrayList<>(best);
    others.remove(KINDS.indexOf(kind));
    double next = sign > 0 ? Collections.max(others) : Collections.min(others);
    return FigureRemark.of(
        sign * its > sign * next,
        Phrase.of(
            "%s has the %s accuracy in the paper; here %.1f %%, the %s of the others %.1f %%",
            kind.label, word, its, word, next),
        WHY);
  }

  private static FigureRemark rates(List<Curve> outputs) {
    double and = mean(outputs.get(KINDS.indexOf(Kind.AND)));
    double iand = mean(outputs.get(KINDS.indexOf(Kind.IAND)));
    double others =
        KINDS.stream()
            .filter(kind -> kind != Kind.AND)
            .mapToDouble(kind -> mean(outputs.get(KINDS.indexOf(kind))))
            .min()
            .orElse(Double.NaN);
    return FigureRemark.of(
        and < others && and < iand,
        Phrase.of(
            "mean rate of O: AND %.3f, IAND %.3f, the least of all but AND %.3f",
            and, iand, others),
        WHY);
  }

  private static double mean(Curve curve) {
    return curve.y().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
