package io.cofire.ops.network;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.loss.OutputKind;
import io.cofire.ops.neuron.Neuron;
import java.util.List;
import java.util.Optional;

/** A network as a recipe chooses it. */
public sealed interface NetworkConfig permits NetworkConfig.ResNet, NetworkConfig.Layered {

  /**
   * Lays out the network's layers.
   *
   * @param wiring where they declare their parameters
   * @param classes K
   * @param batch N
   * @return from a minibatch to logits [N,K]
   */
  Layer layers(Wiring wiring, InputShape input, int classes, int batch);

  /** What it gives a loss. */
  OutputKind outputKind();

  /** Whether a maximum pool follows. */
  enum Pooling {
    /** None. */
    NONE,
    /** Windows 3x3, stride 2, padding 1 after a stem; 2x2, stride 2 after a stage. */
    MAXIMUM
  }

  /** What makes more channels where a stage is wider than the one before. */
  enum Widening {
    /** The first block, with a projection as its shortcut. */
    BLOCK,
    /** A layer of its own before the blocks: conv1x1, norm, neurons (the code of Fang 2021). */
    LAYER
  }

  /**
   * One resolution of a residual network.
   *
   * @param channels width of its blocks; a bottleneck's output is four times as wide
   * @param blocks number of blocks
   * @param stride stride of the first block
   * @param widening what makes more channels
   * @param pool what follows the last block
   */
  record Stage(
      int channels,
      int blocks,
      @Default("1") int stride,
      @Default("block") Widening widening,
      @Default("none") Pooling pool) {
    /** Checks the sizes. */
    public Stage {
      requirePositive("network.stages.channels", channels);
      requirePositive("network.stages.blocks", blocks);
      requirePositive("network.stages.stride", stride);
    }

    /** Blocks alone. */
    public Stage(int channels, int blocks, int stride) {
      this(channels, blocks, stride, Widening.BLOCK, Pooling.NONE);
    }
  }

  /**
   * The first layers.
   *
   * @param channels their width
   * @param kernel side of the square kernels, odd
   * @param stride stride of the first convolution; others have 1
   * @param convolutions how many one behind the other; several have biases and nothing between them
   *     (the code of Hu 2021 for its ResNet-104)
   * @param pool what follows the first neurons
   */
  record Stem(
      int channels,
      @Default("3") int kernel,
      @Default("1") int stride,
      @Default("1") int convolutions,
      @Default("none") Pooling pool) {
    /** Checks the sizes. */
    public Stem {
      requirePositive("network.stem.channels", channels);
      requirePositive("network.stem.stride", stride);
      requirePositive("network.stem.convolutions", convolutions);
      if (kernel < 1 || kernel % 2 == 0) {
        throw new InvalidValue("network.stem.kernel", kernel, "must be odd and positive");
      }
    }

    /** One convolution and no pool. */
    public Stem(int channels, int kernel, int stride) {
      this(channels, kernel, stride, 1, Pooling.NONE);
    }
  }

  /** Which logits a residual network gives. */
  enum Outputs {
    /** Those of the mean over time, [N,K]. */
    MEAN,
    /** Those of every timestep, [T,N,K], for a loss over timesteps; their mean is the same. */
    EACH_TIMESTEP
  }

  /** What of the last maps the linear head sees. */
  sealed interface Readout permits Readout.Global, Readout.Windows {

    /** The mean of each map (Fang 2021, Hu 2021). */
    @Kind("global")
    record Global() implements Readout {}

    /**
     * The means of windows without overlap, laid out flat, so that the head knows where (Zheng 2020
     * Table 4, "average pool / 2").
     *
     * @param window side of a window, at least 1; what does not fill one is left out
     */
    @Kind("windows")
    record Windows(int window) implements Readout {
      /** Checks the side. */
      public Windows {
        requirePositive("network.readout.window", window);
      }
    }
  }

  /**
   * A network of residual or plain blocks: stem, stages, average pool, hidden layers, mean over
   * time, linear.
   *
   * @param block kind of block
   * @param stem first convolution and its norm
   * @param stages at least one
   * @param neuron every neuron layer's neuron
   * @param lastNeuron another neuron for the last layer of every block (Fang 2021 A.5)
   * @param readout what the head sees
   * @param hidden widths of linear layers with neurons between the readout and the last one
   * @param dropout probability of silence before the last linear layer, in [0, 1)
   * @param encoding how a still image becomes timesteps
   * @param outputs which logits it gives
   */
  @Kind("resnet")
  record ResNet(
      BlockConfig block,
      Stem stem,
      List<Stage> stages,
      Neuron neuron,
      Optional<Neuron> lastNeuron,
      @Default("global") Readout readout,
      @Default("[]") List<Integer> hidden,
      @Default("0.0") double dropout,
      @Default("direct") Encoding encoding,
      @Default("mean") Outputs outputs)
      implements NetworkConfig {
    /** Checks and copies. */
    public ResNet {
      if (stages == null || stages.isEmpty()) {
        throw new InvalidValue("network.stages", stages, "needs at least one stage");
      }
      stages = List.copyOf(stages);
      hidden = List.copyOf(hidden);
      hidden.forEach(width -> requirePositive("network.hidden", width));
      if (!(dropout >= 0 && dropout < 1)) {
        throw new InvalidValue("network.dropout", dropout, "must be in [0, 1)");
      }
    }

    /** Of images as they are, without dropout, with the logits of the mean over time. */
    public ResNet(
        BlockConfig block,
        Stem stem,
        List<Stage> stages,
        Neuron neuron,
        Optional<Neuron> lastNeuron,
        Readout readout,
        List<Integer> hidden) {
      this(
          block,
          stem,
          stages,
          neuron,
          lastNeuron,
          readout,
          hidden,
          0,
          Encoding.DIRECT,
          Outputs.MEAN);
    }

    /** With one neuron everywhere, a global pool and no hidden layers. */
    public ResNet(BlockConfig block, Stem stem, List<Stage> stages, Neuron neuron) {
      this(block, stem, stages, neuron, Optional.empty(), new Readout.Global(), List.of());
    }

    /** The same with another dropout. */
    public ResNet withDropout(double other) {
      return new ResNet(
          block, stem, stages, neuron, lastNeuron, readout, hidden, other, encoding, outputs);
    }

    @Override
    public Layer layers(Wiring wiring, InputShape input, int classes, int batch) {
      return ResNetBuilder.build(wiring, this, input, classes, batch);
    }

    @Override
    public OutputKind outputKind() {
      return outputs == Outputs.MEAN ? OutputKind.LOGITS : OutputKind.TIMESTEP_LOGITS;
    }
  }

  /**
   * Layers one behind the other, and a layer of voting neurons at the end (Wu 2019 Tables 1 and 2).
   * The paper does not print the number of voting neurons.
   *
   * @param parts convolutions, pools, linear layers, each with its neurons
   * @param neuron every layer's neuron
   * @param norm what stands between convolutions
   * @param encoding how a still image becomes timesteps
   * @param votersPerClass voting neurons over the number of classes; each votes for one class,
   *     drawn from the run's key
   * @param start what the weights start from; {@link Start#FAN_OUT} where it is left out
   */
  @Kind("layered")
  record Layered(
      List<Part> parts,
      Neuron neuron,
      @Default("neunorm") MapNorm norm,
      @Default("direct") Encoding encoding,
      @Default("10") int votersPerClass,
      Optional<Start> start)
      implements NetworkConfig {
    /** With weights that start as in networks with norms. */
    public Layered(
        List<Part> parts, Neuron neuron, MapNorm norm, Encoding encoding, int votersPerClass) {
      this(parts, neuron, norm, encoding, votersPerClass, Optional.empty());
    }

    /** Checks and copies. */
    public Layered {
      parts = List.copyOf(parts);
      requirePositive("network.votersPerClass", votersPerClass);
      boolean connected = false;
      for (Part part : parts) {
        boolean maps = part instanceof Part.Conv || part instanceof Part.AveragePool;
        if (connected && maps) {
          throw new InvalidValue(
              "network.parts", "a convolution or a pool after a dense part", "has no maps to see");
        }
        connected |= part instanceof Part.Dense;
      }
    }

    @Override
    public Layer layers(Wiring wiring, InputShape input, int classes, int batch) {
      return LayeredBuilder.build(wiring, this, input, classes, batch);
    }

    @Override
    public OutputKind outputKind() {
      return OutputKind.VOTES;
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new InvalidValue(name, value, "must be at least 1");
    }
  }
}
