package io.cofire.ops.twin;

import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Downsampling;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.block.WithoutLifBlock;
import io.cofire.ops.neuron.Neuron;
import org.bytedeco.pytorch.Tensor;

/** The papers' blocks, drawn in libtorch one by one from their figures. */
final class TorchBlocks {

  private final TorchOps ops;
  private final String path;
  private final int c;
  private final int stride;
  private final Neuron neuron;
  private final Neuron last;

  /**
   * A block at a place.
   *
   * @param c channels of its output
   */
  TorchBlocks(TorchOps ops, String path, int c, int stride, Neuron neuron, Neuron last) {
    this.ops = ops;
    this.path = path;
    this.c = c;
    this.stride = stride;
    this.neuron = neuron;
    this.last = last;
  }

  private Tensor fire(Tensor x, Neuron neurons, String name) {
    return ops.neurons(name, x, neurons);
  }

  private String at(String part) {
    return path.isEmpty() ? part : path + "." + part;
  }

  Tensor draw(BlockConfig block, Tensor x) {
    return ops.part(() -> drawn(block, x));
  }

  private Tensor drawn(BlockConfig block, Tensor x) {
    if (block instanceof TdBnBlock b) {
      return tdbn(x, b.path(), b.shortcutNorm(), b.norm() == NormForm.TDBN);
    } else if (block instanceof SewBlock b) {
      return sew(x, b.path(), b.join());
    } else if (block instanceof SpikingBlock b) {
      return spiking(x, b.path(), factor(b.norm(), neuron), factor(b.norm(), last));
    } else if (block instanceof WithoutLifBlock b) {
      double v = factor(b.norm(), neuron);
      Tensor f = fire(conv("1", x, c, 3, stride, v), neuron, at("neuron1"));
      return conv("2", f, c, 3, 1, v).add(projected(x, v));
    } else if (block instanceof PlainBlock b) {
      double v = factor(b.norm(), neuron);
      Tensor f = fire(conv("1", x, c, 3, stride, v), neuron, at("neuron1"));
      return fire(conv("2", f, c, 3, 1, factor(b.norm(), last)), last, at("neuron2"));
    } else if (block instanceof MsBlock b) {
      return ms(x, b);
    }
    throw new IllegalArgumentException("Cannot twin " + block);
  }

  /** V_th of the neurons behind a norm, where the norm has it in its forward pass. */
  private static double factor(NormForm form, Neuron behind) {
    return form == NormForm.TDBN ? behind.threshold() : 1;
  }

  /** Convolution and norm of one number. */
  private Tensor conv(String number, Tensor x, int channels, int kernel, int s, double factor) {
    Tensor y = ops.conv(at("conv" + number), x, channels, kernel, s);
    return ops.norm(at("norm" + number), y, factor);
  }

  private boolean projects(Tensor x) {
    return stride != 1 || x.size(2) != c;
  }

  /** x where the shape stays, else a strided 1x1 convolution and a norm. */
  private Tensor projected(Tensor x, double factor) {
    if (!projects(x)) {
      return x;
    }
    Tensor side = ops.conv(at("shortcut.conv"), x, c, 1, stride);
    return ops.norm(at("shortcut.norm"), side, factor);
  }

  /** He et al. 2016 Fig. 5: two 3x3 convolutions, or 1x1, 3x3, 1x1; up to the last norm. */
  private Tensor body(Tensor x, ResidualPath shape, double inner, double outer) {
    if (shape == ResidualPath.BASIC) {
      Tensor a = fire(conv("1", x, c, 3, stride, inner), neuron, at("neuron1"));
      return conv("2", a, c, 3, 1, outer);
    }
    Tensor a = fire(conv("1", x, c / 4, 1, 1, inner), neuron, at("neuron1"));
    a = fire(conv("2", a, c / 4, 3, stride, inner), neuron, at("neuron2"));
    return conv("3", a, c, 1, 1, outer);
  }

  private String lastNeurons(ResidualPath shape) {
    return at(shape == ResidualPath.BASIC ? "neuron2" : "neuron3");
  }

  /** Zheng 2020 Fig. 5b. */
  private Tensor tdbn(Tensor x, ResidualPath shape, ShortcutNorm everywhere, boolean paper) {
    double whole = paper ? neuron.threshold() : 1;
    double half = paper ? last.threshold() / Math.sqrt(2) : 1;
    Tensor side =
        everywhere == ShortcutNorm.EVERY && !projects(x)
            ? ops.norm(at("shortcut.norm"), x, half)
            : projected(x, half);
    return fire(body(x, shape, whole, half).add(side), last, lastNeurons(shape));
  }

  /** Fang 2021 Fig. 1c and 2b, Table 1. */
  private Tensor sew(Tensor x, ResidualPath shape, Join g) {
    Tensor a = fire(body(x, shape, 1, 1), last, lastNeurons(shape));
    Tensor s = projects(x) ? fire(projected(x, 1), neuron, at("shortcut.neuron")) : x;
    return switch (g) {
      case ADD -> a.add(s);
      case AND -> a.mul(s);
      case IAND -> s.sub(a.mul(s));
    };
  }

  /** Fang 2021 Fig. 1b and 2a; Hu 2021 Fig. 1. */
  private Tensor spiking(Tensor x, ResidualPath shape, double v, double vLast) {
    Tensor sum = body(x, shape, v, vLast).add(projected(x, vLast));
    return fire(sum, last, lastNeurons(shape));
  }

  /** Hu 2021 Fig. 2a, and the other two cuts of its chain. */
  private Tensor ms(Tensor x, MsBlock block) {
    double v = factor(block.norm(), neuron);
    double vLast = factor(block.norm(), last);
    Tensor side = x;
    if (projects(x)) {
      boolean pooled = block.downsampling() == Downsampling.AVERAGE_POOL && stride != 1;
      side = pooled ? ops.average(x, stride, stride, 0) : x;
      side = ops.conv(at("shortcut.conv"), side, c, 1, pooled ? 1 : stride);
      if (block.order() != MsBlock.Order.SR_B) {
        side = ops.norm(at("shortcut.norm"), side, v);
      }
    }
    return side.add(
        switch (block.order()) {
          case SR_A -> {
            Tensor a = conv("1", fire(x, neuron, at("neuron1")), c, 3, stride, vLast);
            yield conv("2", fire(a, last, at("neuron2")), c, 3, 1, v);
          }
          case SR_B -> {
            Tensor a = fire(ops.norm(at("norm1"), x, v), neuron, at("neuron1"));
            a = ops.norm(at("norm2"), ops.conv(at("conv1"), a, c, 3, stride), vLast);
            yield ops.conv(at("conv2"), fire(a, last, at("neuron2")), c, 3, 1);
          }
          case SR_C -> {
            Tensor a = fire(conv("1", x, c, 3, stride, v), neuron, at("neuron1"));
            yield fire(conv("2", a, c, 3, 1, vLast), last, at("neuron2"));
          }
        });
  }
}
