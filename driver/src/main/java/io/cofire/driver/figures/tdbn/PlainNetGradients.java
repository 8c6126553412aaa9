package io.cofire.driver.figures.tdbn;

import io.cofire.data.batches.Minibatch;
import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.FirstStep;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Zheng 2020 Fig. 2 and Theorem 1: gradients over the 18 inner layers of a plain net of 20 with
 * tdBN.
 */
final class PlainNetGradients {

  private static final int BLOCKS = 9; // of two convolutions; with stem and head 20 layers
  private static final int TIMESTEPS = 6;
  private static final int BATCH = 16;
  private static final List<Double> DECAYS = List.of(0.0, 0.25, 0.5);

  private static final double STEADY = 2; // a factor over all layers, either way
  private static final double SLOW = 10; // the figure's axis is one power of ten

  private PlainNetGradients() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "tdbn-fig2",
        List.of("tdbn-theorem1"),
        "Zheng 2020, Fig. 2 and Theorem 1",
        "In the first sixth of an epoch on CIFAR-10 the gradient norm of each layer of a plain net of 20,"
            + " without the first and the last, is steady for a decay of 0 and increases very slowly for"
            + " 0.25 and 0.5; theorem: phi(J J^T) of a block between two tdBN is about 1.",
        Set.of(SampleKind.IMAGES),
        PlainNetGradients::compute);
  }

  /** What was measured for one decay. */
  private record Measured(List<Double> weights, List<Double> outputs) {}

  private static FigureResult compute(Lab lab) {
    int steps = lab.choose(2, 12, 100);
    int side = lab.choose(16, 32);
    SampleSet samples = lab.images(side, "train", steps * BATCH).over(TIMESTEPS);
    List<Measured> all =
        lab.each(DECAYS, (kernels, decay) -> measure(lab, kernels, samples, decay));
    List<Curve> weights = new ArrayList<>();
    List<Curve> outputs = new ArrayList<>();
    for (int i = 0; i < DECAYS.size(); i++) {
      String name = "decay " + DECAYS.get(i);
      weights.add(Curve.counted(name, all.get(i).weights()));
      outputs.add(Curve.counted(name, all.get(i).outputs()));
    }
    return new FigureResult(
        Phrase.of(
            "20 layers of width %d without downsampling (the paper prints neither), V_th = 0.5, a = 1,"
                + " input %dx%d, T = %d, the first %d steps of %d %s, SGD 0.1, seed %d",
            width(lab), side, side, TIMESTEPS, steps, BATCH, lab.imagesAre(), lab.seed()),
        List.of(
            new Panel(
                "mean over the steps", Form.LOG_LINES, "layer", "squared norm of dL/dW", weights),
            new Panel("at the first step", Form.LOG_LINES, "block", "norm of dL/do", outputs)),
        remarks(all));
  }

  private static int width(Lab lab) {
    return lab.choose(16, 64);
  }

  private static ResNet network(Lab lab, double decay) {
    int width = width(lab);
    return new ResNet(
        new PlainBlock(NormForm.TDBN),
        new Stem(width, 3, 1),
        List.of(new Stage(width, BLOCKS, 1)),
        MembraneDistributions.neuron(decay, 0.5));
  }

  private static Measured measure(Lab lab, Kernels kernels, SampleSet samples, double decay) {
    ResNet network = network(lab, decay);
    FirstStep first =
        FirstStep.of(kernels, network, samples.first(2 * BATCH), lab.key("parameters"));
    return new Measured(
        weights(lab, kernels, samples, network), List.copyOf(first.gradients().values()));
  }

  private static List<Double> weights(Lab lab, Kernels kernels, SampleSet samples, ResNet network) {
    Schooling school = Schooling.of(samples, samples, BATCH, 6, 0.1);
    double[] sums = new double[2 * BLOCKS];
    List<Minibatch> batches = samples.minibatches(BATCH);
    try (RankTrainer trainer =
        new RankTrainer(kernels, school.trainer(network, lab.seed()), new Alone())) {
      for (Minibatch batch : batches) {
        trainer.step(batch, BATCH);
        add(kernels, trainer, sums);
      }
    }
    List<Double> means = new ArrayList<>();
    for (double sum : sums) {
      means.add(sum / batches.size());
    }
    return means;
  }

  /** The gradients that the last step has left. */
  private static void add(Kernels kernels, RankTrainer trainer, double[] sums) {
    Tensor all = trainer.network().parameters().gradients();
    int layer = 0;
    for (Layout.Entry entry : trainer.network().parameters().layout().entries()) {
      if (entry.name().matches("stage1[.].*[.]conv[12][.]weight")) {
        Tensor part = all.slice(entry.offset(), entry.shape());
        sums[layer++] += kernels.updates().sumOfSquares(part);
      }
    }
  }

  private static List<FigureRemark> remarks(List<Measured> all) {
    return remarks(
        all.stream().map(one -> phi(one.outputs())).toList(),
        all.stream().map(one -> growth(one.weights())).toList());
  }

  /**
   * Remarks on the three decays.
   *
   * @param phi of a layer
   * @param growth of the squared norm from the last to the first layer
   */
  static List<FigureRemark> remarks(List<Double> phi, List<Double> growth) {
    return List.of(
        FigureRemark.of(
            phi.get(0) > 0.85 && phi.get(0) < 1.15,
            Phrase.of(
                "phi(J J^T) of a layer at decay 0 is %.3f in the mean. By hand: p / a^2 times V_th^2 /"
                    + " (r (1 - r)), with p = P(0 < z < 2) = 0.477 and r = P(z > 1) = 0.159 of a normal z,"
                    + " is 0.894: about 1, not 1",
                phi.get(0)),
            ""),
        FigureRemark.of(
            growth.stream().allMatch(other -> steadiness(growth.get(0)) <= steadiness(other))
                && steadiness(growth.get(0)) < Math.log(STEADY),
            Phrase.of(
                "decay 0: from the last to the first layer the squared norm changes by a factor of %.2f,"
                    + " %.3f a layer",
                growth.get(0), layered(growth.get(0))),
            "The paper's curve is the flattest: phi is 0.894 by hand and not 1, which 18 layers add up"),
        FigureRemark.of(
            grows(growth.get(1)) && grows(growth.get(2)) && growth.get(2) > growth.get(1),
            Phrase.of(
                "decay 0.25 and 0.5: factors of %.2f and %.2f, phi of %.3f and %.3f a layer",
                growth.get(1), growth.get(2), phi.get(1), phi.get(2)),
            "The paper's both grow towards the first layer"));
  }

  private static boolean grows(double growth) {
    return growth > 1 && growth < SLOW;
  }

  /** How far a factor is from 1, either way. */
  private static double steadiness(double growth) {
    return Math.abs(Math.log(growth));
  }

  /** Mean factor of the squared norm over one layer of a block's two. */
  private static double phi(List<Double> norms) {
    double factor = norms.get(0) / norms.get(norms.size() - 1);
    return Math.pow(factor, 1.0 / (norms.size() - 1)); // squared, over two layers
  }

  /** Factor of one layer, from that of all. */
  private static double layered(double growth) {
    return Math.pow(growth, 1.0 / (2 * BLOCKS - 1));
  }

  private static double growth(List<Double> squares) {
    return squares.get(0) / squares.get(squares.size() - 1);
  }
}
