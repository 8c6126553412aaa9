package io.cofire.ops.network;

import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.neuron.Neuron;
import java.util.List;

/** A network as a recipe chooses it. */
public sealed interface NetworkConfig {

  /**
   * Lays out the network's layers.
   *
   * @param wiring where they declare their parameters
   * @param classes K
   * @param batch N
   * @return from a minibatch to logits [N,K]
   */
  Layer layers(Wiring wiring, InputShape input, int classes, int batch);

  /** What the residual blocks are. */
  enum Block {
    /** Zheng 2020 Fig. 5b: LIF after the addition, tdBN with alpha = 1/sqrt(2) in both branches. */
    TDBN,
    /** Fang 2021: spikes are added after each branch's last neuron. */
    SEW,
    /** Hu 2021: membrane shortcut, neurons before the convolutions, nothing after the addition. */
    MS
  }

  /**
   * One resolution of a residual network.
   *
   * @param channels width of its blocks
   * @param blocks number of basic blocks
   * @param stride stride of the first block
   */
  record Stage(int channels, int blocks, int stride) {
    /** Checks the sizes. */
    public Stage {
      requirePositive("network.stages.channels", channels);
      requirePositive("network.stages.blocks", blocks);
      requirePositive("network.stages.stride", stride);
    }
  }

  /**
   * The first convolution.
   *
   * @param channels its width
   * @param kernel side of its square kernel, odd
   * @param stride its stride
   */
  record Stem(int channels, int kernel, int stride) {
    /** Checks the sizes. */
    public Stem {
      requirePositive("network.stem.channels", channels);
      requirePositive("network.stem.stride", stride);
      if (kernel < 1 || kernel % 2 == 0) {
        throw new IllegalArgumentException(
            "Invalid network.stem.kernel: " + kernel + " (must be odd and positive)");
      }
    }
  }

  /** What of the last maps the linear head sees. */
  sealed interface Readout {

    /** The mean of each map (Fang 2021, Hu 2021). */
    record Global() implements Readout {}

    /**
     * The means of windows without overlap, laid out flat, so that the head knows where (Zheng 2020
     * Table 4, "average pool / 2").
     *
     * @param window side of a window, at least 1; what does not fill one is left out
     */
    record Windows(int window) implements Readout {
      /** Checks the side. */
      public Windows {
        requirePositive("network.readout.window", window);
      }
    }
  }

  /**
   * A residual network of basic blocks: stem, stages, average pool, mean over time, linear.
   *
   * @param block kind of block
   * @param stem first convolution and its norm
   * @param stages at least one
   * @param neuron every neuron layer's neuron
   * @param shortcutNorm which shortcuts of tdBN blocks have a norm; the other blocks have it on
   *     projections alone
   * @param readout what the head sees
   */
  record ResNet(
      Block block,
      Stem stem,
      List<Stage> stages,
      Neuron neuron,
      ShortcutNorm shortcutNorm,
      Readout readout)
      implements NetworkConfig {
    /** Checks and copies. */
    public ResNet {
      if (stages == null || stages.isEmpty()) {
        throw new IllegalArgumentException("Invalid network.stages: needs at least one stage");
      }
      stages = List.copyOf(stages);
    }

    /** With every shortcut of tdBN blocks normed, as its paper draws it, and a global pool. */
    public ResNet(Block block, Stem stem, List<Stage> stages, Neuron neuron) {
      this(block, stem, stages, neuron, ShortcutNorm.EVERY, new Readout.Global());
    }

    @Override
    public Layer layers(Wiring wiring, InputShape input, int classes, int batch) {
      return ResNetBuilder.build(wiring, this, input, classes, batch);
    }
  }

  /**
   * Layers one behind the other, and a layer of voting neurons at the end (Wu 2019 Tables 1 and 2).
   *
   * @param parts convolutions, pools, linear layers, each with its neurons
   * @param neuron every layer's neuron
   * @param norm what stands between convolutions
   * @param encoding how a still image becomes timesteps
   * @param votersPerClass voting neurons over the number of classes; each votes for one class,
   *     drawn from the run's key
   */
  record Layered(
      List<Part> parts, Neuron neuron, MapNorm norm, Encoding encoding, int votersPerClass)
      implements NetworkConfig {
    /** Checks and copies. */
    public Layered {
      parts = List.copyOf(parts);
      requirePositive("network.votersPerClass", votersPerClass);
      boolean connected = false;
      for (Part part : parts) {
        boolean maps = part instanceof Part.Conv || part instanceof Part.AveragePool;
        if (connected && maps) {
          throw new IllegalArgumentException(
              "Invalid network.parts: a convolution or a pool after a dense part has no maps to see");
        }
        connected |= part instanceof Part.Dense;
      }
    }

    @Override
    public Layer layers(Wiring wiring, InputShape input, int classes, int batch) {
      return LayeredBuilder.build(wiring, this, input, classes, batch);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (must be at least 1)");
    }
  }
}
