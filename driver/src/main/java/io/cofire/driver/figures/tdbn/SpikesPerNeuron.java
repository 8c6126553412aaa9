package io.cofire.driver.figures.tdbn;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Slim;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.inference.LayerInput;
import io.cofire.ops.inference.LayerOperations;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.inference.OperationCount;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.ZooNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Zheng 2020 Fig. 6 and Table 6: spikes of each layer, and the operations that follow. */
final class SpikesPerNeuron {

  private static final int TIMESTEPS = 6;
  private static final int BATCH = 20;

  private SpikesPerNeuron() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "tdbn-fig6",
        List.of("tdbn-table6"),
        "Zheng 2020, Fig. 6 and Table 6",
        "Spikes per neuron are few and decrease slowly with depth. ResNet-19: 1.8e9 additions and 3.4e7"
            + " multiplications, its ANN 2.2e9 of each; ResNet-34 (large): 1.2e10 and 1.2e9, its ANN"
            + " 1.4e10.",
        Set.of(SampleKind.IMAGES),
        SpikesPerNeuron::compute);
  }

  /** A network of the table and how it is made smaller. */
  private record Row(String name, String label, int divisor, int side) {}

  /** What came out of it. */
  record Seen(double accuracy, List<Double> spikes, LayerOperations operations) {}

  private static FigureResult compute(Lab lab) {
    List<Row> rows =
        List.of(
            new Row("tdbn-resnet19", "ResNet-19", lab.choose(8, 1), lab.choose(16, 32)),
            new Row("tdbn-resnet34-large", "ResNet-34 (large)", lab.choose(16, 4), 64));
    List<Seen> all = lab.each(rows, (kernels, row) -> seen(lab, kernels, row));
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      panels.add(
          new Panel(
              rows.get(i).label(),
              Form.LINES,
              "neuron layer",
              "spikes of a neuron in T",
              List.of(Curve.counted(rows.get(i).label(), all.get(i).spikes()))));
    }
    panels.add(table(rows, all));
    return new FigureResult(
        Phrase.of(
            "rates of networks with widths / %d (19) and / %d (34 large), inputs of %d and 64 pixels,"
                + " T = %d, trained %d epochs on %d %s, batch %d, seed %d; operations are those rates on"
                + " the paper's widths and inputs",
            rows.get(0).divisor(),
            rows.get(1).divisor(),
            rows.get(0).side(),
            TIMESTEPS,
            epochs(lab),
            count(lab),
            lab.imagesAre(),
            BATCH,
            lab.seed()),
        panels,
        remarks(
            all,
            rows.stream()
                .map(row -> (double) Slim.paper(row.name()).blueprint(1).multiplicationsPerFrame())
                .toList()));
  }

  private static int epochs(Lab lab) {
    return lab.choose(5, 30);
  }

  private static int count(Lab lab) {
    return lab.choose(200, 5000);
  }

  private static Seen seen(Lab lab, Kernels kernels, Row row) {
    SampleSet train = lab.images(row.side(), "train", count(lab)).over(TIMESTEPS);
    SampleSet test = lab.images(row.side(), "test", lab.choose(60, 1000)).over(TIMESTEPS);
    Schooling school = Schooling.of(train, test, BATCH, epochs(lab), 0.1);
    Schooling.Learned<Evaluation> learned =
        school.learn(
            kernels,
            Slim.resNet(row.name(), row.divisor()),
            lab.seed(),
            trainer -> trainer.evaluate(test.minibatches(BATCH).iterator(), Counting.OPERATIONS));
    ZooNetwork paper = Slim.paper(row.name());
    List<LayerInput> inputs = learned.seen().inputs();
    LayerOperations total =
        OperationCount.of(paper.blueprint(1), paper.input().timesteps(), inputs).total();
    return new Seen(learned.curves().accuracy(), spikes(learned.seen()), total);
  }

  /** The layers of convolutions; those of the hidden layer of the head are not in the figure. */
  private static List<Double> spikes(Evaluation evaluation) {
    List<Double> spikes = new ArrayList<>();
    for (NeuronActivity layer : evaluation.activity()) {
      if (!layer.layer().startsWith("head")) {
        spikes.add(layer.firingRate() * TIMESTEPS);
      }
    }
    return spikes;
  }

  private static Panel table(List<Row> rows, List<Seen> all) {
    List<Curve> lines = new ArrayList<>();
    List<String> heads = List.of("additions", "multiplications", "ANN, each");
    for (int i = 0; i < rows.size(); i++) {
      Blueprint paper = Slim.paper(rows.get(i).name()).blueprint(1);
      LayerOperations operations = all.get(i).operations();
      lines.add(
          Curve.ticked(
              "SNN " + rows.get(i).label(),
              List.of(
                  operations.additions() - operations.multiplications(),
                  operations.multiplications(),
                  (double) paper.multiplicationsPerFrame())));
    }
    return new Panel("Table 6, from these rates", Form.TABLE, "", "", heads, lines);
  }

  /**
   * Remarks on both networks.
   *
   * @param ann multiplications of the same networks without spikes
   */
  static List<FigureRemark> remarks(List<Seen> all, List<Double> ann) {
    LayerOperations small = all.get(0).operations();
    LayerOperations large = all.get(1).operations();
    String rates = "Rates of a short training of narrow networks on small images differ";
    return List.of(
        FigureRemark.note(
            Phrase.of(
                "test accuracy of the small networks: %.0f %% and %.0f %%",
                100 * all.get(0).accuracy(), 100 * all.get(1).accuracy())),
        FigureRemark.of(
            max(all.get(0).spikes()) < 3 && max(all.get(1).spikes()) < 3,
            Phrase.of(
                "no layer of either has more than %.2f spikes a neuron in T = 6; the figure's axis ends at"
                    + " 3",
                Math.max(max(all.get(0).spikes()), max(all.get(1).spikes()))),
            ""),
        fewer("ResNet-19", all.get(0).spikes(), rates),
        fewer("ResNet-34 (large)", all.get(1).spikes(), rates),
        counted("ResNet-19", "multiplications", small.multiplications(), 3.4e7, 0.03, ""),
        counted("ResNet-19", "additions", additions(small), 1.8e9, 0.25, rates),
        counted(
            "ResNet-34 (large)",
            "multiplications",
            large.multiplications(),
            1.2e9,
            0.05,
            "The printed 1.2e9 is what T = 5 gives (1.18e9); T = 6 gives 1.42e9"),
        counted("ResNet-34 (large)", "additions", additions(large), 1.2e10, 0.25, rates),
        counted("ResNet-19 without spikes", "of each", ann.get(0), 2.2e9, 0.05, ""),
        counted("ResNet-34 (large) without spikes", "of each", ann.get(1), 1.4e10, 0.05, ""));
  }

  private static double additions(LayerOperations operations) {
    return operations.additions() - operations.multiplications();
  }

  private static FigureRemark counted(
      String label, String what, double ours, double printed, double near, String why) {
    return FigureRemark.of(
        Math.abs(ours / printed - 1) < near,
        Phrase.of("%s: %.2e %s, in the paper %.1e", label, ours, what, printed),
        why);
  }

  /** Whether the deeper half of the layers has fewer spikes than the other. */
  private static FigureRemark fewer(String label, List<Double> spikes, String why) {
    int half = spikes.size() / 2;
    double first = mean(spikes.subList(0, half));
    double second = mean(spikes.subList(half, spikes.size()));
    return FigureRemark.of(
        second < first,
        Phrase.of(
            "%s: spikes a neuron %.2f in the first half of the layers, %.2f in the second",
            label, first, second),
        why);
  }

  private static double mean(List<Double> of) {
    return of.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double max(List<Double> of) {
    return of.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
