package io.cofire.ops.zoo;

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
import io.cofire.ops.neuron.Neuron.Input;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fang 2021: residual networks for ImageNet with integrate-and-fire neurons, published without zero
 * initialisation for SEW and with it for Spiking ResNet (A.5), and small ones for event data with
 * parametric LIF. The first convolution of the 7B-Nets is 3x3 in the paper and 1x1 in the released
 * code; that of the wide one, which only the code has, is 1x1.
 */
final class SewNetworks {

  private static final Surrogate ARC_TAN = new Surrogate.ArcTan(2);

  private static final Neuron INTEGRATE_AND_FIRE =
      new Neuron.IntegrateAndFire(
          1, Reset.HARD, ResetGradient.DETACHED, Firing.AT_OR_ABOVE, ARC_TAN);

  private static final Neuron PARAMETRIC_LIF =
      new Neuron.ParametricLif(
          2, Input.DECAYED, 1, 0, Reset.HARD, ResetGradient.DETACHED, Firing.AT_OR_ABOVE, ARC_TAN);

  private static final Map<Integer, List<Integer>> BASIC =
      new TreeMap<>(Map.of(18, List.of(2, 2, 2, 2), 34, List.of(3, 4, 6, 3)));

  private static final Map<Integer, List<Integer>> BOTTLENECKS =
      new TreeMap<>(
          Map.of(50, List.of(3, 4, 6, 3), 101, List.of(3, 4, 23, 3), 152, List.of(3, 8, 36, 3)));

  private SewNetworks() {}

  static List<ZooNetwork> all() {
    List<ZooNetwork> all = new ArrayList<>();
    for (ResidualPath path : ResidualPath.values()) {
      SewBlock sew = new SewBlock(path, Join.ADD, LastNorm.LIKE_OTHERS);
      imageNet(path).forEach((depth, blocks) -> all.add(deep("sew-resnet" + depth, sew, blocks)));
    }
    for (ResidualPath path : ResidualPath.values()) {
      SpikingBlock spiking = new SpikingBlock(path, NormForm.BATCH, LastNorm.ZERO);
      imageNet(path)
          .forEach((depth, blocks) -> all.add(deep("spiking-resnet" + depth, spiking, blocks)));
    }
    SewBlock sew = new SewBlock(ResidualPath.BASIC, Join.ADD, LastNorm.LIKE_OTHERS);
    all.add(sevenBlocks("sew-7b", sew));
    all.add(sevenBlocks("plain-7b", new PlainBlock(NormForm.BATCH)));
    all.add(
        sevenBlocks(
            "spiking-7b",
            new SpikingBlock(ResidualPath.BASIC, NormForm.BATCH, LastNorm.LIKE_OTHERS)));
    all.add(wide(sew));
    return all;
  }

  private static Map<Integer, List<Integer>> imageNet(ResidualPath path) {
    return switch (path) {
      case BASIC -> BASIC;
      case BOTTLENECK -> BOTTLENECKS;
    };
  }

  private static ZooNetwork deep(String name, BlockConfig block, List<Integer> blocks) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      stages.add(new Stage(64 << i, blocks.get(i), i == 0 ? 1 : 2));
    }
    Stem stem = new Stem(64, 7, 2, 1, Pooling.MAXIMUM);
    return new ZooNetwork(
        name,
        "Fang 2021 Table 2 and section 4.1",
        new ResNet(block, stem, stages, INTEGRATE_AND_FIRE),
        PublishedInputs.stills(4, 224),
        PublishedInputs.IMAGENET_CLASSES);
  }

  private static ZooNetwork sevenBlocks(String name, BlockConfig block) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      stages.add(pooled(32));
    }
    return new ZooNetwork(
        name,
        "Fang 2021 section 4.2",
        new ResNet(block, new Stem(32, 3, 1), stages, PARAMETRIC_LIF),
        PublishedInputs.events(16, 128),
        PublishedInputs.GESTURES);
  }

  private static ZooNetwork wide(BlockConfig block) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      stages.add(pooled(i < 4 ? 64 : 128));
    }
    return new ZooNetwork(
        "sew-wide-7b",
        "code of Fang 2021 for CIFAR10-DVS",
        new ResNet(block, new Stem(64, 1, 1), stages, PARAMETRIC_LIF),
        PublishedInputs.events(16, 128),
        PublishedInputs.CIFAR_CLASSES);
  }

  private static Stage pooled(int channels) {
    return new Stage(channels, 1, 1, Widening.LAYER, Pooling.MAXIMUM);
  }
}
