package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.DrawnNeurons;
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
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Downsampling;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Hu 2021 Eq. 13 to 15 and Proposition 1: the moments of the gate's Jacobian, and what they do to
 * gradients over the blocks of a network.
 */
final class GateIsometry {

  private static final int NEURONS = 200_000;
  private static final double DEVIATION = 0.5;
  private static final List<Double> WIDTHS = List.of(0.5, 0.75, 1.0, 1.5, 2.0);
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, DEVIATION);
  private static final int BLOCKS = 27; // of 56 layers

  private GateIsometry() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "ms-eq14",
        List.of("ms-eq13", "ms-eq15", "ms-proposition1"),
        "Hu 2021, Eq. 13 to 15 and Proposition 1",
        "The gate's Jacobian is diagonal with 1/a for a share p of neurons: phi(JJ^T) = p/a^2 and"
            + " varphi(JJ^T) = (p - p^2)/a^4. So a vanilla block multiplies phi by p/a^2, while an MS block"
            + " has 1 + gamma^2 phi, and 1 where gamma starts at 0.",
        Set.of(SampleKind.IMAGES),
        GateIsometry::compute);
  }

  /** Measured and expected, first and second moment. */
  record Moments(double first, double second, double p, double width) {
    double expectedFirst() {
      return p / (width * width);
    }

    double expectedSecond() {
      return (p - p * p) / Math.pow(width, 4);
    }
  }

  private static FigureResult compute(Lab lab) {
    List<Moments> all =
        lab.with(kernels -> WIDTHS.stream().map(a -> moments(lab, kernels, a)).toList());
    List<Panel> panels =
        List.of(
            new Panel(
                "moments of the gate's Jacobian, u of N(0, V_th^2)",
                Form.LINES,
                "a",
                "moment",
                List.of(
                    new Curve("phi, measured", WIDTHS, all.stream().map(Moments::first).toList()),
                    new Curve("p/a^2", WIDTHS, all.stream().map(Moments::expectedFirst).toList()),
                    new Curve(
                        "varphi, measured", WIDTHS, all.stream().map(Moments::second).toList()),
                    new Curve(
                        "(p - p^2)/a^4",
                        WIDTHS,
                        all.stream().map(Moments::expectedSecond).toList()))),
            new Panel(
                "gradients at the start", Form.LOG_LINES, "block", "norm of dL/dO", norms(lab)));
    int side = lab.choose(16, 32);
    return new FigureResult(
        Phrase.of(
            "moments of %,d neurons; gradients of 56 layers, %d blocks of width %d without"
                + " downsampling, input %dx%d, N = 16 %s, T = 6, neurons of Table VII, seed %d, not trained",
            NEURONS, BLOCKS, lab.choose(16, 64), side, side, lab.imagesAre(), lab.seed()),
        panels,
        remarks(all, panels.get(1).curves()));
  }

  private static Moments moments(Lab lab, Kernels kernels, double width) {
    Dynamics dynamics = TableSeven.lif(width).dynamics();
    DrawnNeurons seen = DrawnNeurons.of(kernels, dynamics, 1, NEURONS, DEVIATION, lab.key("gate"));
    double first = 0;
    double second = 0;
    for (float slope : DrawnNeurons.slopes(kernels, dynamics, seen.membranes())) {
      double square = (double) slope * slope;
      first += square / NEURONS;
      second += square * square / NEURONS;
    }
    double threshold = dynamics.threshold();
    double p = NORMAL.probability(threshold - width / 2, threshold + width / 2);
    return new Moments(first, second - first * first, p, width);
  }

  private static List<Curve> norms(Lab lab) {
    List<String> names =
        List.of("vanilla", "MS, gamma from V_th", "MS, last gamma from 0 (the paper's)");
    List<BlockConfig> blocks =
        List.of(
            new SpikingBlock(ResidualPath.BASIC, NormForm.THRESHOLD_START, LastNorm.LIKE_OTHERS),
            ms(LastNorm.LIKE_OTHERS),
            ms(LastNorm.ZERO));
    SampleSet samples = lab.images(lab.choose(16, 32), "train", 16).over(6);
    List<List<Double>> norms =
        lab.each(
            blocks,
            (kernels, block) ->
                List.copyOf(
                    FirstStep.of(kernels, network(lab, block), samples, lab.key("parameters"))
                        .gradients()
                        .values()));
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      curves.add(Curve.counted(names.get(i), norms.get(i)));
    }
    return curves;
  }

  private static MsBlock ms(LastNorm last) {
    return new MsBlock(MsBlock.Order.SR_A, Downsampling.STRIDE, NormForm.THRESHOLD_START, last);
  }

  private static ResNet network(Lab lab, BlockConfig block) {
    int width = lab.choose(16, 64);
    return new ResNet(
        block, new Stem(width, 3, 1), List.of(new Stage(width, BLOCKS, 1)), TableSeven.LIF);
  }

  static List<FigureRemark> remarks(List<Moments> all, List<Curve> norms) {
    double apart = 0;
    for (Moments each : all) {
      apart = Math.max(apart, Math.abs(each.first() / each.expectedFirst() - 1));
      apart = Math.max(apart, Math.abs(each.second() / each.expectedSecond() - 1));
    }
    Moments one = all.get(WIDTHS.indexOf(1.0));
    double vanilla = factor(norms.get(0).y());
    double started = factor(norms.get(1).y());
    double zero = factor(norms.get(2).y());
    return List.of(
        FigureRemark.of(
            apart < 0.02,
            Phrase.of(
                "both moments are within %.1f %% of p/a^2 and (p - p^2)/a^4; at a = 1 phi is %.4f, p ="
                    + " %.4f",
                100 * apart, one.first(), one.p()),
            ""),
        FigureRemark.of(
            Math.abs(zero - 1) < 1e-3,
            Phrase.of(
                "MS with gamma2 = 0: the norm's factor over %d blocks is %.4f", BLOCKS - 1, zero),
            ""),
        FigureRemark.of(
            Math.abs(Math.log(vanilla)) > Math.abs(Math.log(zero)) + 0.1,
            Phrase.of(
                "vanilla: %.3f over the same blocks, phi of a block %.3f", vanilla, phi(vanilla)),
            Phrase.of(
                "At the start its two factors nearly cancel: p/a^2 = %.2f, and so 1 + gamma^2 phi of the"
                    + " residual path = %.2f. The paper's point is that nothing holds p there",
                one.p(), phi(vanilla) / one.p())),
        FigureRemark.note(
            Phrase.of(
                "MS with gamma2 = V_th instead of 0: %.1f over the same blocks, phi of a block %.3f",
                started, phi(started))));
  }

  /** Of a block, from the norm's factor over all of them. */
  private static double phi(double factor) {
    return Math.pow(factor, 2.0 / (BLOCKS - 1));
  }

  private static double factor(List<Double> norms) {
    return norms.get(0) / norms.get(norms.size() - 1);
  }
}
