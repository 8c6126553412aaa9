package io.cofire.ops.twin;

import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.NetworkConfig.Outputs;
import io.cofire.ops.network.NetworkConfig.Pooling;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Widening;
import io.cofire.ops.neuron.Neuron;
import org.bytedeco.pytorch.Tensor;

/** The papers' networks, drawn in libtorch. */
final class TorchResNet {

  private final TorchOps ops;
  private final ResNet config;
  private final double factor;

  TorchResNet(TorchOps ops, ResNet config) {
    this.ops = ops;
    this.config = config;
    boolean paper = config.block().norm() == NormForm.TDBN;
    this.factor = paper ? config.neuron().threshold() : 1;
  }

  private Tensor fire(Tensor x, Neuron neurons, String name) {
    return ops.neurons(name, x, neurons);
  }

  /** Stem, stages, head. */
  Tensor logits(InputShape input, Tensor image, int classes) {
    Tensor x = stem(input, image);
    for (int s = 0; s < config.stages().size(); s++) {
      x = stage("stage" + (s + 1), config.stages().get(s), x);
    }
    return head(x, classes);
  }

  /**
   * Every image is repeated first and then treated like frames, except that the SEW authors, whose
   * norms are plain, repeat behind the stem's norm.
   */
  private Tensor stem(InputShape input, Tensor image) {
    boolean still = input.presentation() == Presentation.STILL;
    boolean late = config.block().norm() == NormForm.BATCH;
    Tensor x = still && !late ? ops.repeat(image, input.timesteps()) : image;
    x = convolutions(x);
    if (order() != MsBlock.Order.SR_B) {
      x = ops.norm("stem.norm", x, factor);
    }
    x = still && late ? ops.repeat(x, input.timesteps()) : x;
    if (order() == null || order() == MsBlock.Order.SR_C) {
      x = fire(x, config.neuron(), "stem.neuron");
    }
    return config.stem().pool() == Pooling.MAXIMUM ? ops.maximum(x, 3, 2, 1) : x;
  }

  private Tensor convolutions(Tensor image) {
    int c = config.stem().channels();
    int k = config.stem().kernel();
    if (config.stem().convolutions() == 1) {
      return ops.conv("stem.conv", image, c, k, config.stem().stride());
    }
    Tensor x = ops.conv("stem.conv1", image, c, k, config.stem().stride());
    x = ops.bias("stem.conv1", x);
    for (int i = 2; i <= config.stem().convolutions(); i++) {
      x = ops.bias("stem.conv" + i, ops.conv("stem.conv" + i, x, c, k, 1));
    }
    return x;
  }

  /** Order of an MS block's layers, null for other blocks. */
  private MsBlock.Order order() {
    return config.block() instanceof MsBlock ms ? ms.order() : null;
  }

  private static boolean isBottleneck(BlockConfig block) {
    return (block instanceof TdBnBlock b && b.path() == ResidualPath.BOTTLENECK)
        || (block instanceof SewBlock s && s.path() == ResidualPath.BOTTLENECK)
        || (block instanceof SpikingBlock v && v.path() == ResidualPath.BOTTLENECK);
  }

  private Tensor stage(String name, Stage stage, Tensor input) {
    int c = stage.channels() * (isBottleneck(config.block()) ? 4 : 1);
    Tensor x = input;
    if (stage.widening() == Widening.LAYER && x.size(2) != c) {
      x = ops.norm(name + ".widen.norm", ops.conv(name + ".widen.conv", x, c, 1, 1), factor);
      x = fire(x, config.neuron(), name + ".widen.neuron");
    }
    for (int b = 1; b <= stage.blocks(); b++) {
      int stride = b == 1 ? stage.stride() : 1;
      x =
          new TorchBlocks(
                  ops,
                  name + ".block" + b,
                  c,
                  stride,
                  config.neuron(),
                  config.lastNeuron().orElse(config.neuron()))
              .draw(config.block(), x);
    }
    return stage.pool() == Pooling.MAXIMUM ? ops.maximum(x, 2, 2, 0) : x;
  }

  private Tensor head(Tensor maps, int classes) {
    Tensor x = maps;
    if (order() == MsBlock.Order.SR_B) {
      x = ops.norm("head.norm", x, factor);
    }
    if (order() == MsBlock.Order.SR_A || order() == MsBlock.Order.SR_B) {
      x = fire(x, config.neuron(), "head.neuron");
    }
    if (config.readout() instanceof Readout.Windows windows) {
      x =
          ops.average(x, windows.window(), windows.window(), 0)
              .permute(0, 1, 3, 4, 2)
              .flatten(2, -1);
    } else {
      x = ops.globalPool(x);
    }
    for (int i = 0; i < config.hidden().size(); i++) {
      String name = "head.hidden" + (i + 1);
      x = fire(ops.dense(name, x, config.hidden().get(i)), config.neuron(), name + ".neuron");
    }
    boolean each = config.outputs() == Outputs.EACH_TIMESTEP;
    return ops.dense("head", each ? x : ops.timeMean(x), classes);
  }
}
