package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Slim;
import io.cofire.driver.figures.lab.Spikes;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.inference.ResidualEnergy;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hu 2021 Fig. 3 and Table V: rates of the first and the second LIF of each block, a raster, and
 * the energy that the rates come to.
 */
final class FiringPatterns {

  private static final int TIMESTEPS = 6;
  private static final int BATCH = 20;
  private static final int RASTER = 100;
  private static final double GIGA = 1e9;
  private static final double PICO_TO_MILLI = 1e-9;

  private FiringPatterns() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "ms-fig3",
        List.of("ms-fig3a", "ms-fig3b", "ms-table5"),
        "Hu 2021, Fig. 3 and Table V",
        "The second LIF of a residual path is less active than the first; rates decrease gradually in the"
            + " first three stages; in the third of 104 layers the second LIF has 0.052, the first almost"
            + " five times that; the whole rate is 0.225 (MS-ResNet34) and 0.192 (104). Energy of an"
            + " ImageNet sample, ANN against SNN: 34 layers 16.22 mJ, 4.29 mJ (3.78 times); 104 layers"
            + " 54.24 mJ, 10.19 mJ (5.32 times): a third to a fifth. CIFAR10-DVS: 40.11 MMAC.",
        Set.of(SampleKind.IMAGES),
        FiringPatterns::compute);
  }

  /** A trained network's last evaluation and the spikes of three of its layers. */
  private record Seen(List<NeuronActivity> activity, Map<String, Spikes> raster) {}

  private static FigureResult compute(Lab lab) {
    List<String> names = List.of("ms-resnet34", "ms-resnet104");
    List<Seen> all = lab.each(names, (kernels, name) -> seen(lab, kernels, name));
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      panels.add(rates(names.get(i), all.get(i).activity()));
    }
    all.get(0).raster().forEach((layer, spikes) -> panels.add(raster(layer, spikes)));
    panels.add(energies(names, all));
    int side = lab.choose(64, 96);
    return new FigureResult(
        Phrase.of(
            "rates of networks with widths / %d, input %dx%d, T = %d, trained %d epochs on %d %s, batch"
                + " %d, SGD 0.1, seed %d; energy is the rate on the paper's widths and inputs, T = 6 (34)"
                + " and 5 (104)",
            divisor(lab),
            side,
            side,
            TIMESTEPS,
            epochs(lab),
            count(lab),
            lab.imagesAre(),
            BATCH,
            lab.seed()),
        panels,
        remarks(names, all));
  }

  private static int divisor(Lab lab) {
    return lab.choose(16, 4);
  }

  private static int epochs(Lab lab) {
    return lab.choose(5, 20);
  }

  private static int count(Lab lab) {
    return lab.choose(160, 2000);
  }

  private static Seen seen(Lab lab, Kernels kernels, String name) {
    int side = lab.choose(64, 96);
    SampleSet train = lab.images(side, "train", count(lab)).over(TIMESTEPS);
    SampleSet test = lab.images(side, "test", lab.choose(40, 400)).over(TIMESTEPS);
    List<String> shown =
        List.of("stage1.block2.neuron1", "stage2.block2.neuron1", "stage3.block2.neuron2");
    Schooling.Learned<Map<String, Spikes>> learned =
        Schooling.of(train, test, BATCH, epochs(lab), 0.1)
            .learn(
                kernels,
                Slim.resNet(name, divisor(lab)).withDropout(0),
                lab.seed(),
                trained ->
                    Spikes.of(
                        kernels,
                        trained.network(),
                        test.minibatches(BATCH).get(0),
                        shown::contains));
    return new Seen(learned.evaluation().get(0).activity(), learned.seen());
  }

  private static Panel rates(String name, List<NeuronActivity> activity) {
    return new Panel(
        "(a) " + name,
        Form.LINES,
        "block",
        "firing rate",
        List.of(
            Curve.counted("first LIF", rates(activity, "neuron1")),
            Curve.counted("second LIF", rates(activity, "neuron2"))));
  }

  private static List<Double> rates(List<NeuronActivity> activity, String which) {
    return activity.stream()
        .filter(layer -> layer.layer().matches("stage[0-9]+[.]block[0-9]+[.]" + which))
        .map(NeuronActivity::firingRate)
        .toList();
  }

  /** The first neurons of a sample over time, one row each. */
  private static Panel raster(String layer, Spikes spikes) {
    int steps = spikes.shape().size(0);
    int each = spikes.values().length / steps;
    List<Curve> rows = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      List<Double> fired = new ArrayList<>();
      for (int n = 0; n < Math.min(RASTER, each); n++) {
        fired.add((double) spikes.values()[t * each + n]);
      }
      rows.add(Curve.ticked(String.valueOf(t + 1), fired));
    }
    List<String> ticks = rows.get(0).x().stream().map(x -> Phrase.of("%.0f", x + 1)).toList();
    return new Panel(
        "(b) raster, " + layer, Form.MAP, "neurons of one image", "timestep", "spike", ticks, rows);
  }

  private static ResidualEnergy energy(String name, List<NeuronActivity> activity) {
    long spikes = activity.stream().mapToLong(NeuronActivity::spikes).sum();
    long possible = activity.stream().mapToLong(NeuronActivity::neuronSteps).sum();
    return new ResidualEnergy(
        Slim.paper(name).blueprint(1).residualPathMultiplications(),
        (double) spikes / possible,
        name.endsWith("104") ? 5 : TIMESTEPS); // the 104 infers at T = 5
  }

  private static Panel energies(List<String> names, List<Seen> all) {
    List<Curve> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ResidualEnergy energy = energy(names.get(i), all.get(i).activity());
      rows.add(
          Curve.ticked(
              names.get(i),
              List.of(
                  energy.multiplyAccumulates() / GIGA,
                  energy.picojoulesWithoutSpikes() * PICO_TO_MILLI,
                  energy.firingRate(),
                  energy.additions() / GIGA,
                  energy.picojoules() * PICO_TO_MILLI,
                  energy.picojoulesWithoutSpikes() / energy.picojoules())));
    }
    List<String> heads = List.of("FLOPs, G", "ANN, mJ", "rate", "SyOPs, G", "SNN, mJ", "ratio");
    return new Panel("Table V from these rates", Form.TABLE, "", "", heads, rows);
  }

  private static List<FigureRemark> remarks(List<String> names, List<Seen> all) {
    List<StageRates> rates =
        IntStream.range(0, names.size())
            .mapToObj(i -> StageRates.of(names.get(i), all.get(i).activity()))
            .toList();
    List<FigureRemark> remarks = new ArrayList<>();
    rates.forEach(one -> remarks.addAll(one.remarks()));
    remarks.add(rates.get(1).thirdStage());
    remarks.addAll(
        TableFive.remarks(
            energy(names.get(0), all.get(0).activity()),
            energy(names.get(1), all.get(1).activity()),
            rates));
    remarks.add(
        TableFive.recordings(
            (double) Slim.paper("ms-resnet20-dvs").blueprint(1).residualPathMultiplications()));
    return remarks;
  }
}
