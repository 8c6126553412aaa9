package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Schooling.Learned;
import io.cofire.driver.figures.lab.Slim;
import io.cofire.driver.figures.lab.Spikes;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hu 2021 Fig. 2b: similarity of the firing patterns of successive blocks. */
final class FiringMaps {

  private static final int TIMESTEPS = 6;
  private static final int BATCH = 20;
  private static final double STILL = 0.999; // an SSIM that counts as 1
  private static final int PRINTED_DEPTH = 56;
  private static final int PRINTED_STILL = 5;

  private FiringMaps() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "ms-fig2b",
        List.of("ms-eq11"),
        "Hu 2021, Fig. 2b and Eq. 11",
        "The SSIM of firing-rate maps of successive blocks varies less in MS-ResNet than in the vanilla"
            + " ResNet of 44 and 56 layers; five layers of the vanilla 56 have an SSIM of +1: nothing"
            + " changes there.",
        Set.of(SampleKind.IMAGES),
        FiringMaps::compute);
  }

  /** A network of the figure. */
  private record Net(String family, int depth) {
    /** What a block hands on: the vanilla block's last LIF, the next MS block's first. */
    String layer() {
      return family.equals("vanilla-resnet") ? "neuron2" : "neuron1";
    }

    String label() {
      return (family.equals("vanilla-resnet") ? "vanilla " : "MS ") + depth;
    }
  }

  private static FigureResult compute(Lab lab) {
    List<Net> nets = new ArrayList<>();
    for (int depth : lab.choose(new int[] {32, 44}, new int[] {44, 56})) {
      nets.add(new Net("vanilla-resnet", depth));
      nets.add(new Net("ms-resnet", depth));
    }
    List<Learned<List<Double>>> all =
        lab.each(nets, (kernels, net) -> similarities(lab, kernels, net));
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < nets.size(); i += 2) {
      panels.add(
          new Panel(
              nets.get(i).depth() + " layers",
              Form.LINES,
              "pair of successive blocks of one stage",
              "SSIM",
              List.of(
                  Curve.counted(nets.get(i).label(), all.get(i).seen()),
                  Curve.counted(nets.get(i + 1).label(), all.get(i + 1).seen()))));
    }
    int side = lab.choose(16, 32);
    return new FigureResult(
        Phrase.of(
            "widths %s, input %dx%d, T = %d, trained %d epochs on %d %s, batch %d, SGD 0.1 with a"
                + " cosine, seed %d; maps of %d test images; the paper draws it as a radar",
            lab.choose("8, 16, 32", "16, 32, 64"),
            side,
            side,
            TIMESTEPS,
            epochs(lab),
            count(lab),
            lab.imagesAre(),
            BATCH,
            lab.seed(),
            BATCH),
        panels,
        remarks(nets, all, lab.images(side, "train", 1).classes()));
  }

  private static int epochs(Lab lab) {
    return lab.choose(3, 30);
  }

  private static int count(Lab lab) {
    return lab.choose(200, 5000);
  }

  private static Learned<List<Double>> similarities(Lab lab, Kernels kernels, Net net) {
    int side = lab.choose(16, 32);
    SampleSet train = lab.images(side, "train", count(lab)).over(TIMESTEPS);
    SampleSet test = lab.images(side, "test", lab.choose(60, 1000)).over(TIMESTEPS);
    return Schooling.of(train, test, BATCH, epochs(lab), 0.1)
        .learn(
            kernels,
            Slim.resNet(net.family() + net.depth(), lab.choose(2, 1)),
            lab.seed(),
            trained -> pairs(kernels, trained, test, net));
  }

  private static List<Double> pairs(Kernels kernels, RankTrainer trained, SampleSet test, Net net) {
    String wanted = "stage[0-9]+[.]block[0-9]+[.]" + net.layer();
    List<Spikes> layers =
        List.copyOf(
            Spikes.of(
                    kernels,
                    trained.network(),
                    test.minibatches(BATCH).get(0),
                    layer -> layer.matches(wanted))
                .values());
    List<Double> pairs = new ArrayList<>();
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).shape().equals(layers.get(i - 1).shape())) {
        pairs.add(Similarity.of(layers.get(i - 1), layers.get(i)));
      }
    }
    return pairs;
  }

  private static List<FigureRemark> remarks(
      List<Net> nets, List<Learned<List<Double>>> all, int classes) {
    List<FigureRemark> remarks = new ArrayList<>();
    for (int i = 0; i < nets.size(); i += 2) {
      remarks.addAll(
          remarks(
              nets.get(i).depth(),
              all.get(i).seen(),
              all.get(i + 1).seen(),
              all.get(i).curves().accuracy(),
              all.get(i + 1).curves().accuracy(),
              classes));
    }
    return remarks;
  }

  /** On one depth: similarities of both networks, and what they score. */
  static List<FigureRemark> remarks(
      int depth,
      List<Double> vanilla,
      List<Double> ms,
      double vanillaScore,
      double msScore,
      int classes) {
    boolean learnt = Schooling.learnt(Math.min(vanillaScore, msScore), classes);
    String even =
        Phrase.of(
            "%d layers: the SSIM is %.3f in the mean and deviates by %.3f from it (vanilla), %.3f and"
                + " %.3f (MS); test accuracy %.0f %% and %.0f %%. Blocks of MS-ResNet begin as the"
                + " identity, which has an SSIM of 1: after a short training they are near it",
            depth,
            mean(vanilla),
            deviation(vanilla),
            mean(ms),
            deviation(ms),
            100 * vanillaScore,
            100 * msScore);
    String pairs =
        Phrase.of(
            "%d layers: an SSIM above %.3f in %d pairs of the vanilla and %d of MS-ResNet",
            depth, STILL, still(vanilla), still(ms));
    boolean five = depth == PRINTED_DEPTH && learnt;
    return List.of(
        learnt
            ? FigureRemark.of(deviation(ms) < deviation(vanilla), even, "")
            : FigureRemark.note(even + ". Not both have learnt more than a guess: no comparison"),
        five
            ? FigureRemark.of(
                still(vanilla) == PRINTED_STILL, pairs + "; the paper has five of the vanilla", "")
            : FigureRemark.note(pairs));
  }

  private static long still(List<Double> similarities) {
    return similarities.stream().filter(value -> value > STILL).count();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / values.size());
  }
}
