package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.Responses;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Schooling.Learned;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.sew.SevenBlocks.Kind;
import io.cofire.ops.inference.NeuronActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Fang 2021 Table 4, Fig. 9 and Fig. 11: the 7B-Nets trained, and the rates of their blocks. */
final class GestureTable {

  private static final List<Double> PRINTED = List.of(97.92, 95.49, 91.67, 90.97, 70.49);

  private GestureTable() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "sew-table4",
        List.of("sew-fig9", "sew-fig11"),
        "Fang 2021, Table 4, Fig. 9 and Fig. 11",
        "Best accuracy on DVS-Gesture: SEW ADD 97.92, IAND 95.49, Plain Net 91.67, Spiking ResNet 90.97, SEW"
            + " AND 70.49. Training loss: IAND < Spiking < ADD < Plain < AND. The outputs of AND's blocks"
            + " have the lowest rates, those of IAND higher ones.",
        Set.of(SampleKind.RECORDINGS),
        GestureTable::compute);
  }

  private static FigureResult compute(Lab lab) {
    Schooling school = SevenBlocks.school(lab);
    List<Kind> kinds = List.of(Kind.values());
    List<Learned<Responses>> all =
        lab.each(
            kinds,
            (kernels, kind) ->
                school.learn(
                    kernels,
                    SevenBlocks.network(lab, kind, school.train()),
                    lab.seed(),
                    trained ->
                        Responses.of(
                            kernels,
                            trained.network(),
                            school.test().minibatches(SevenBlocks.BATCH).get(0))));
    List<Curve> losses = new ArrayList<>();
    List<Curve> accuracies = new ArrayList<>();
    List<Curve> outputs = new ArrayList<>();
    List<Curve> answers = new ArrayList<>();
    List<Double> best = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Learned<Responses> one = all.get(i);
      String label = kinds.get(i).label;
      losses.add(Curve.counted(label, one.curves().trainLoss()));
      accuracies.add(Curve.counted(label, one.curves().testAccuracy()));
      outputs.add(Curve.counted(label, List.copyOf(one.seen().blocks().values())));
      answers.add(Curve.counted(label, rates(one)));
      best.add(100 * one.curves().best());
    }
    List<String> heads = kinds.stream().map(kind -> kind.label).toList();
    List<Curve> table = List.of(Curve.ticked("here", best), Curve.ticked("paper", PRINTED));
    return new FigureResult(
        SevenBlocks.size(lab, school),
        List.of(
            new Panel("best test accuracy, %", Form.TABLE, "", "", heads, table),
            new Panel("training loss", Form.LINES, "epoch", "loss", losses),
            new Panel("test accuracy", Form.LINES, "epoch", "accuracy", accuracies),
            new Panel("Fig. 11 (a) last neurons A", Form.LINES, "block", "rate of A", answers),
            new Panel("Fig. 11 (b) outputs O", Form.LINES, "block", "mean of O", outputs)),
        GestureVerdicts.of(best, losses.stream().map(GestureTable::last).toList(), outputs));
  }

  private static List<Double> rates(Learned<Responses> one) {
    return one.evaluation().stream()
        .flatMap(evaluation -> evaluation.activity().stream())
        .filter(layer -> layer.layer().matches("stage[0-9]+[.]block1[.]neuron2"))
        .map(NeuronActivity::firingRate)
        .toList();
  }

  private static double last(Curve loss) {
    int epochs = loss.y().size();
    return epochs == 0 ? Double.NaN : loss.y().get(epochs - 1);
  }
}
