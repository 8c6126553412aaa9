package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.network.NetworkConfig.Pooling;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.NetworkConfig.Widening;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.List;

/** The 7B-Nets of Fang 2021 section 4.2, with as many blocks as the sensor has halvings. */
final class SevenBlocks {

  static final int BATCH = 16;

  private static final double RATE = 0.05;

  /** The paper's networks, best first. */
  enum Kind {
    ADD("SEW ADD", sew(Join.ADD)),
    IAND("SEW IAND", sew(Join.IAND)),
    PLAIN("Plain Net", new PlainBlock(NormForm.BATCH)),
    SPIKING(
        "Spiking ResNet",
        new SpikingBlock(ResidualPath.BASIC, NormForm.BATCH, LastNorm.LIKE_OTHERS)),
    AND("SEW AND", sew(Join.AND));

    final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final BlockConfig block;

    Kind(String label, BlockConfig block) {
      this.label = label;
      this.block = block;
    }

    private static BlockConfig sew(Join join) {
      return new SewBlock(ResidualPath.BASIC, join, LastNorm.LIKE_OTHERS);
    }
  }

  private SevenBlocks() {}

  static int timesteps(Lab lab) {
    return lab.choose(6, 16);
  }

  private static int width(Lab lab) {
    return lab.choose(16, 32);
  }

  static ResNet network(Lab lab, Kind kind, SampleSet samples) {
    int width = width(lab);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < blocks(samples); i++) {
      stages.add(new Stage(width, 1, 1, Widening.LAYER, Pooling.MAXIMUM));
    }
    Neuron neuron =
        new Neuron.ParametricLif(
            2,
            Neuron.Input.DECAYED,
            1,
            0,
            Reset.HARD,
            ResetGradient.DETACHED,
            Firing.AT_OR_ABOVE,
            new Surrogate.ArcTan(2));
    return new ResNet(kind.block, new Stem(width, 3, 1), stages, neuron);
  }

  /** Seven pools need 128 pixels. */
  private static int blocks(SampleSet samples) {
    int side = Math.min(samples.shape().height(), samples.shape().width());
    return Math.min(7, 31 - Integer.numberOfLeadingZeros(side));
  }

  static Schooling school(Lab lab) {
    SampleSet train = lab.recordings(timesteps(lab), "train", lab.choose(160, 1176));
    SampleSet test = lab.recordings(timesteps(lab), "test", lab.choose(80, 288));
    return Schooling.of(train, test, BATCH, lab.choose(8, 64), RATE);
  }

  static String size(Lab lab, Schooling school) {
    return Phrase.of(
        "%d blocks of width %d, PLIF, T = %d, %d epochs on %d %s, %d to score, batch %d, SGD %.2f with a"
            + " cosine for all (the paper's Table 7 has a rate for each), seed %d (one)",
        blocks(school.train()),
        width(lab),
        timesteps(lab),
        school.epochs(),
        school.train().size(),
        lab.recordingsAre(),
        school.test().size(),
        BATCH,
        RATE,
        lab.seed());
  }
}
