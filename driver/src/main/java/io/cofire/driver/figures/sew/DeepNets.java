package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.lab.FirstStep;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.network.NetworkConfig.Pooling;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The 152-layer networks of Fang 2021 section 4.1 at their start: 50 bottlenecks, Spiking ResNet
 * and SEW with each join, with and without zero initialisation.
 */
final class DeepNets {

  static final int TIMESTEPS = 4;

  /** Blocks of each stage; the first of each stage changes the shape. */
  static final List<Integer> BLOCKS = List.of(3, 8, 36, 3);

  /** What stands beside each other in the paper's figures. */
  enum Kind {
    SPIKING("Spiking ResNet"),
    ADD("SEW ADD"),
    IAND("SEW IAND"),
    AND("SEW AND");

    final String label;

    Kind(String label) {
      this.label = label;
    }

    BlockConfig block(LastNorm last) {
      ResidualPath path = ResidualPath.BOTTLENECK;
      return this == SPIKING
          ? new SpikingBlock(path, NormForm.BATCH, last)
          : new SewBlock(path, Join.valueOf(name()), last);
    }
  }

  /** One curve of a figure. */
  record Variant(Kind kind, LastNorm last) {
    String label() {
      return last == LastNorm.ZERO ? kind.label + ", zero init" : kind.label;
    }
  }

  private DeepNets() {}

  static List<Variant> variants() {
    List<Variant> all = new ArrayList<>();
    for (LastNorm last : List.of(LastNorm.LIKE_OTHERS, LastNorm.ZERO)) {
      for (Kind kind : Kind.values()) {
        all.add(new Variant(kind, last));
      }
    }
    return all;
  }

  /** Integrate-and-fire with the paper's surrogate. */
  static Neuron neuron(double threshold, double alpha) {
    return neuron(threshold, new Surrogate.ArcTan(alpha));
  }

  static Neuron neuron(double threshold, Surrogate surrogate) {
    return new Neuron.IntegrateAndFire(
        threshold, Reset.HARD, ResetGradient.DETACHED, Firing.AT_OR_ABOVE, surrogate);
  }

  /** A network of the paper's depth. */
  static ResNet network(Lab lab, BlockConfig block, Neuron neuron, Optional<Neuron> last) {
    int width = lab.choose(4, 8, 64);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < BLOCKS.size(); i++) {
      stages.add(new Stage(width << i, BLOCKS.get(i), i == 0 ? 1 : 2));
    }
    Stem stem = new Stem(width, 7, 2, 1, Pooling.MAXIMUM);
    return new ResNet(block, stem, stages, neuron, last, new Readout.Global(), List.of());
  }

  /** The minibatch that all are measured on. */
  static SampleSet minibatch(Lab lab, int timesteps) {
    return lab.images(side(lab), "train", samples(lab)).over(timesteps);
  }

  private static int side(Lab lab) {
    return lab.choose(64, 224);
  }

  private static int samples(Lab lab) {
    return lab.choose(8, 4);
  }

  /** One forward and backward of each. */
  static List<FirstStep> measured(Lab lab, double threshold, double alpha) {
    SampleSet samples = minibatch(lab, TIMESTEPS);
    Neuron neuron = neuron(threshold, alpha);
    return lab.each(
        variants(),
        (kernels, variant) ->
            FirstStep.of(
                kernels,
                network(lab, variant.kind().block(variant.last()), neuron, Optional.empty()),
                samples,
                lab.key("parameters")));
  }

  /** What they were measured on. */
  static String size(Lab lab, String neuron) {
    int side = side(lab);
    return String.format(
        Locale.ROOT,
        "152 layers, 50 bottlenecks of widths %s, input %dx%d, N = %d %s, T = %d, %s, seed %d, not"
            + " trained",
        lab.choose("4 to 32", "8 to 64", "64 to 512"),
        side,
        side,
        samples(lab),
        lab.imagesAre(),
        TIMESTEPS,
        neuron,
        lab.seed());
  }

  /** First and last block, from 0, of the identity blocks of the third stage, the longest. */
  static int firstOfThird() {
    return BLOCKS.get(0) + BLOCKS.get(1) + 1;
  }

  static int lastOfThird() {
    return BLOCKS.get(0) + BLOCKS.get(1) + BLOCKS.get(2) - 1;
  }
}
