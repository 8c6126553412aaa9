package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.figures.sew.SevenBlocks.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Fang 2021 Fig. 10: three networks with and without random temporal delete. */
final class TemporalDeletion {

  private static final String SHORT =
      "A short training on few samples has not begun to overfit; one seed";

  private TemporalDeletion() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "sew-fig10",
        List.of(),
        "Fang 2021, Fig. 10",
        "With random temporal delete (12 of 16 frames in training) Plain Net, Spiking ResNet and SEW ADD have"
            + " a higher training loss and a lower training accuracy, and a higher test accuracy.",
        Set.of(SampleKind.RECORDINGS),
        TemporalDeletion::compute);
  }

  private record Run(Kind kind, int kept) {}

  private static FigureResult compute(Lab lab) {
    Schooling school = SevenBlocks.school(lab);
    int whole = SevenBlocks.timesteps(lab);
    List<Kind> kinds = List.of(Kind.PLAIN, Kind.SPIKING, Kind.ADD);
    List<Run> runs = new ArrayList<>();
    for (Kind kind : kinds) {
      runs.add(new Run(kind, whole));
      runs.add(new Run(kind, whole * 3 / 4));
    }
    List<Schooling.Curves> all =
        lab.each(
            runs,
            (kernels, run) ->
                school
                    .keeping(run.kept())
                    .learn(
                        kernels, SevenBlocks.network(lab, run.kind(), school.train()), lab.seed()));
    List<Curve> losses = new ArrayList<>();
    List<Curve> accuracies = new ArrayList<>();
    List<FigureRemark> remarks = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      String label = runs.get(i).kind().label + (runs.get(i).kept() < whole ? ", RTD" : "");
      losses.add(Curve.counted(label, all.get(i).trainLoss()));
      accuracies.add(Curve.counted(label, all.get(i).testAccuracy()));
      if (i % 2 == 1) {
        remarks.addAll(remarks(runs.get(i).kind(), all.get(i - 1), all.get(i)));
      }
    }
    return new FigureResult(
        SevenBlocks.size(lab, school)
            + Phrase.of("; RTD keeps %d of %d frames", whole * 3 / 4, whole),
        List.of(
            new Panel("training loss", Form.LINES, "epoch", "loss", losses),
            new Panel("test accuracy", Form.LINES, "epoch", "accuracy", accuracies)),
        remarks);
  }

  /** Of one network; both have as many epochs. */
  static List<FigureRemark> remarks(Kind kind, Schooling.Curves without, Schooling.Curves with) {
    double before = last(without.trainLoss());
    double after = last(with.trainLoss());
    double learnt = last(without.trainAccuracy());
    double less = last(with.trainAccuracy());
    return List.of(
        FigureRemark.of(
            after > before && less < learnt,
            Phrase.of(
                "%s: training loss %.3f without, %.3f with RTD, training accuracy %.1f %% and %.1f %%",
                kind.label, before, after, 100 * learnt, 100 * less),
            SHORT),
        FigureRemark.of(
            with.best() > without.best(),
            Phrase.of(
                "%s: best test accuracy %.1f %% without, %.1f %% with RTD",
                kind.label, 100 * without.best(), 100 * with.best()),
            SHORT));
  }

  private static double last(List<Double> values) {
    return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
  }
}
