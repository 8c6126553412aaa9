package io.cofire.ops.twin;

import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.NetworkConfig.Block;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.neuron.Neuron;
import org.bytedeco.pytorch.Tensor;

/** The papers' blocks and networks, drawn in libtorch. */
final class TorchResNet {

  private static final double HALF = 1 / Math.sqrt(2);

  private final TorchOps ops;

  TorchResNet(TorchOps ops) {
    this.ops = ops;
  }

  static String join(String path, String part) {
    return path.isEmpty() ? part : path + "." + part;
  }

  /** Zheng 2020 Fig. 5b. */
  Tensor tdbn(String path, Tensor x, int c, int stride, Neuron lif, ShortcutNorm shortcutNorm) {
    double v = lif.threshold();
    Tensor a = ops.conv(join(path, "conv1"), x, c, 3, stride);
    a = ops.neurons(ops.norm(join(path, "norm1"), a, v), lif);
    a = ops.norm(join(path, "norm2"), ops.conv(join(path, "conv2"), a, c, 3, 1), v * HALF);
    Tensor side = x;
    if (stride != 1 || x.size(2) != c) {
      side = ops.conv(join(path, "shortcut.conv"), x, c, 1, stride);
      side = ops.norm(join(path, "shortcut.norm"), side, v * HALF);
    } else if (shortcutNorm == ShortcutNorm.EVERY) {
      side = ops.norm(join(path, "shortcut.norm"), x, v * HALF);
    }
    return ops.neurons(a.add(side), lif);
  }

  /** Fang 2021 Fig. 1c and 2b. */
  Tensor sew(String path, Tensor x, int c, int stride, Neuron neuron) {
    Tensor a = ops.conv(join(path, "conv1"), x, c, 3, stride);
    a = ops.neurons(ops.norm(join(path, "norm1"), a, 1), neuron);
    a = ops.norm(join(path, "norm2"), ops.conv(join(path, "conv2"), a, c, 3, 1), 1);
    a = ops.neurons(a, neuron);
    if (stride == 1 && x.size(2) == c) {
      return a.add(x);
    }
    Tensor side = ops.conv(join(path, "shortcut.conv"), x, c, 1, stride);
    return a.add(ops.neurons(ops.norm(join(path, "shortcut.norm"), side, 1), neuron));
  }

  /** Hu 2021 Fig. 2a. */
  Tensor ms(String path, Tensor x, int c, int stride, Neuron lif) {
    Tensor a = ops.conv(join(path, "conv1"), ops.neurons(x, lif), c, 3, stride);
    a = ops.neurons(ops.norm(join(path, "norm1"), a, 1), lif);
    a = ops.norm(join(path, "norm2"), ops.conv(join(path, "conv2"), a, c, 3, 1), 1);
    if (stride == 1 && x.size(2) == c) {
      return a.add(x);
    }
    Tensor side = ops.conv(join(path, "shortcut.conv"), x, c, 1, stride);
    return a.add(ops.norm(join(path, "shortcut.norm"), side, 1));
  }

  /**
   * Stem, stages, head. A still image is repeated first, except that SEW repeats after its norm.
   */
  Tensor network(ResNet config, InputShape input, Tensor image, int classes) {
    boolean still = input.presentation() == Presentation.STILL;
    boolean repeatLate = config.block() == Block.SEW;
    Tensor x = still && !repeatLate ? ops.repeat(image, input.timesteps()) : image;
    x =
        ops.conv(
            "stem.conv",
            x,
            config.stem().channels(),
            config.stem().kernel(),
            config.stem().stride());
    x = ops.norm("stem.norm", x, config.block() == Block.TDBN ? config.neuron().threshold() : 1);
    x = still && repeatLate ? ops.repeat(x, input.timesteps()) : x;
    x = config.block() == Block.MS ? x : ops.neurons(x, config.neuron());
    for (int s = 0; s < config.stages().size(); s++) {
      Stage stage = config.stages().get(s);
      for (int b = 0; b < stage.blocks(); b++) {
        String path = "stage" + (s + 1) + ".block" + (b + 1);
        x = block(config, path, x, stage.channels(), b == 0 ? stage.stride() : 1);
      }
    }
    x = config.block() == Block.MS ? ops.neurons(x, config.neuron()) : x;
    return ops.dense("head", features(config, x), classes);
  }

  private Tensor features(ResNet config, Tensor x) {
    if (config.readout() instanceof Readout.Windows windows) {
      int side = windows.window();
      return ops.timeMean(ops.average(x, side, side, 0)).permute(0, 2, 3, 1).flatten(1, -1);
    }
    return ops.timeMean(ops.globalPool(x));
  }

  private Tensor block(ResNet config, String path, Tensor x, int channels, int stride) {
    return switch (config.block()) {
      case TDBN -> tdbn(path, x, channels, stride, config.neuron(), config.shortcutNorm());
      case SEW -> sew(path, x, channels, stride, config.neuron());
      case MS -> ms(path, x, channels, stride, config.neuron());
    };
  }
}
