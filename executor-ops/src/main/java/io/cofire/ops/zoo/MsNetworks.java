package io.cofire.ops.zoo;

import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Downsampling;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.MsBlock.Order;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.block.WithoutLifBlock;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.Pooling;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.List;

/**
 * Hu 2021: for ImageNet (Table IX), for CIFAR (Table I, depth 6n+2) with what they are compared
 * with (Tables II and VI), and for CIFAR10-DVS. Neurons are Table VII's, with the reset detached
 * and firing above the threshold as in the code. The 104's stem is the code's three 3x3
 * convolutions; the paper prints 7x7.
 */
final class MsNetworks {

  private static final NormForm START = NormForm.THRESHOLD_START;
  private static final int[] DEPTHS = {8, 14, 20, 32, 44, 56, 110, 482};
  private static final int[] ALTERNATIVE_DEPTHS = {32, 44, 56, 110};
  private static final int TIMESTEPS = 6;

  private static final Neuron LIF =
      new Neuron.IterativeLif(
          0.25, 0.5, ResetGradient.DETACHED, Firing.ABOVE, new Surrogate.Rectangular(1));

  private MsNetworks() {}

  static List<ZooNetwork> all() {
    List<ZooNetwork> all = new ArrayList<>();
    Stem stem = new Stem(64, 7, 2);
    MsBlock strided = membrane(Downsampling.STRIDE);
    all.add(imageNet("ms-resnet18", strided, stem, 2, 2, 2, 2));
    all.add(imageNet("ms-resnet34", strided, stem, 3, 4, 6, 3));
    Stem three = new Stem(64, 3, 2, 3, Pooling.NONE);
    MsBlock pooled = membrane(Downsampling.AVERAGE_POOL);
    all.add(regularised(imageNet("ms-resnet104", pooled, three, 3, 8, 32, 8)));
    for (int depth : DEPTHS) {
      all.add(cifar("ms-resnet" + depth, strided, depth));
    }
    all.add(events(strided));
    compared(all, "vanilla-resnet", vanilla(), DEPTHS);
    compared(all, "without-lif-resnet", new WithoutLifBlock(START), DEPTHS);
    compared(all, "plainnet", new PlainBlock(START), DEPTHS);
    compared(all, "sr-b-resnet", alternative(Order.SR_B), ALTERNATIVE_DEPTHS);
    compared(all, "sr-c-resnet", alternative(Order.SR_C), ALTERNATIVE_DEPTHS);
    return all;
  }

  private static MsBlock membrane(Downsampling downsampling) {
    return new MsBlock(Order.SR_A, downsampling, START, LastNorm.ZERO);
  }

  private static MsBlock alternative(Order order) {
    return new MsBlock(order, Downsampling.STRIDE, START, LastNorm.LIKE_OTHERS);
  }

  private static SpikingBlock vanilla() {
    return new SpikingBlock(ResidualPath.BASIC, START, LastNorm.LIKE_OTHERS);
  }

  /** No pool behind the stem: the first stage has a stride instead (appendix B-B). */
  private static ZooNetwork imageNet(String name, MsBlock block, Stem stem, int... blocks) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      stages.add(new Stage(64 << i, blocks[i], 2));
    }
    return new ZooNetwork(
        name,
        "Hu 2021 Table IX",
        new ResNet(block, stem, stages, LIF),
        PublishedInputs.stills(TIMESTEPS, 224),
        PublishedInputs.IMAGENET_CLASSES);
  }

  /** With the dropout of Table X. */
  private static ZooNetwork regularised(ZooNetwork network) {
    ResNet dropping = ((ResNet) network.network()).withDropout(0.2);
    return new ZooNetwork(
        network.name(), network.source(), dropping, network.input(), network.classes());
  }

  private static void compared(
      List<ZooNetwork> all, String family, BlockConfig block, int... depths) {
    for (int depth : depths) {
      all.add(cifar(family + depth, block, depth));
    }
  }

  private static ZooNetwork cifar(String name, BlockConfig block, int depth) {
    return small(name, block, depth, 1, PublishedInputs.stills(TIMESTEPS, 32), "Hu 2021 Table I");
  }

  /**
   * Stage 1 works on 32x32 pixels, as the 40.11 million multiplications of Table V say: from
   * 128x128 by a stride in the stem and one in the first stage, where the ImageNet networks have
   * theirs.
   */
  private static ZooNetwork events(MsBlock block) {
    InputShape input = PublishedInputs.events(TIMESTEPS, 128);
    return small("ms-resnet20-dvs", block, 20, 2, input, "Hu 2021 section IV-A2");
  }

  private static ZooNetwork small(
      String name, BlockConfig block, int depth, int stride, InputShape input, String source) {
    int blocks = (depth - 2) / 6;
    List<Stage> stages =
        List.of(new Stage(16, blocks, stride), new Stage(32, blocks, 2), new Stage(64, blocks, 2));
    return new ZooNetwork(
        name,
        source,
        new ResNet(block, new Stem(16, 3, stride), stages, LIF),
        input,
        PublishedInputs.CIFAR_CLASSES);
  }
}
