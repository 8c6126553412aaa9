package io.cofire.ops.network;

import io.cofire.ops.block.BlockPlan;
import io.cofire.ops.block.Cut;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.layer.BatchNorm;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.ChannelBias;
import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.layer.Dropout;
import io.cofire.ops.layer.GlobalPool;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Pool;
import io.cofire.ops.layer.RateCode;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Repeat;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.TimeMean;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.network.NetworkConfig.Outputs;
import io.cofire.ops.network.NetworkConfig.Pooling;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.NetworkConfig.Widening;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a network of blocks: the stem (convolution, norm, neurons, up to where the blocks'
 * {@link Cut} lies, with the repeat of a still image as early as the neurons allow), the stages,
 * what the cut left of the chain, average pool, hidden layers, dropout, mean over time, linear
 * head.
 */
final class ResNetBuilder {

  private static final Pool.Window AFTER_STEM = new Pool.Window(Pool.Kind.MAXIMUM, 3, 2, 1);
  private static final Pool.Window AFTER_STAGE = new Pool.Window(Pool.Kind.MAXIMUM, 2, 2, 0);

  private final ResNet config;
  private final Cut cut;
  private final List<Layer> layers = new ArrayList<>();
  private Shape shape;

  private ResNetBuilder(ResNet config, Shape frames) {
    this.config = config;
    this.cut = config.block().cut();
    this.shape = frames;
  }

  static Layer build(Wiring wiring, ResNet config, InputShape input, int classes, int batch) {
    ResNetBuilder builder = new ResNetBuilder(config, input.minibatch(batch));
    builder.stem(wiring.at("stem"), input.timesteps());
    for (int i = 0; i < config.stages().size(); i++) {
      builder.stage(wiring.at("stage" + (i + 1)), config.stages().get(i));
    }
    builder.head(wiring.at("head"), classes);
    return new Sequence(builder.layers);
  }

  private void stem(Wiring stem, int timesteps) {
    if (shape.size(0) < timesteps && config.encoding().rateCode().isPresent()) {
      RateCode.Kind kind = config.encoding().rateCode().get();
      add(new RateCode(stem.at("encoding"), shape, timesteps, kind));
    }
    convolutions(stem, config.stem());
    int repeats = timesteps / shape.size(0);
    if (cut != Cut.AFTER_CONVOLUTION) {
      // The SEW authors' code runs the stem before it repeats the image, so its n does not count T.
      int counted = config.block().norm() == NormForm.BATCH ? 1 : repeats;
      add(new BatchNorm(stem.at("norm"), shape, scaling().repeated(counted)));
    }
    if (repeats > 1) {
      add(new Repeat(stem.at("repeat"), shape, timesteps));
    }
    if (cut == Cut.AFTER_NEURONS) {
      add(Spiking.layer(stem.at("neuron"), shape, config.neuron()));
    }
    if (config.stem().pool() == Pooling.MAXIMUM) {
      add(new Pool(stem.at("pool"), shape, AFTER_STEM));
    }
  }

  private void convolutions(Wiring stem, Stem plan) {
    if (plan.convolutions() == 1) {
      add(new Conv2d(stem.at("conv"), shape, plan.channels(), plan.kernel(), plan.stride()));
      return;
    }
    for (int i = 1; i <= plan.convolutions(); i++) {
      Wiring place = stem.at("conv" + i);
      int stride = i == 1 ? plan.stride() : 1;
      add(new Conv2d(place, shape, plan.channels(), plan.kernel(), stride));
      add(new ChannelBias(place, shape));
    }
  }

  private Scaling scaling() {
    return config.block().norm().scaling(1, config.neuron().threshold());
  }

  private void stage(Wiring stage, Stage plan) {
    int channels = plan.channels() * config.block().expansion();
    if (plan.widening() == Widening.LAYER && shape.size(-1) != channels) {
      Wiring widen = stage.at("widen");
      add(new Conv2d(widen.at("conv"), shape, channels, 1, 1));
      add(new BatchNorm(widen.at("norm"), shape, scaling()));
      add(Spiking.layer(widen.at("neuron"), shape, config.neuron()));
    }
    add(stage.repeatable(Recompute.STAGE, blocks(stage, plan, channels)));
    if (plan.pool() == Pooling.MAXIMUM) {
      add(new Pool(stage.at("pool"), shape, AFTER_STAGE));
    }
  }

  private Layer blocks(Wiring stage, Stage plan, int channels) {
    List<Layer> blocks = new ArrayList<>();
    Shape input = shape;
    for (int i = 0; i < plan.blocks(); i++) {
      int stride = i == 0 ? plan.stride() : 1;
      Neuron last = config.lastNeuron().orElse(config.neuron());
      BlockPlan block = new BlockPlan(input, channels, stride, config.neuron(), last);
      Layer built = config.block().build(stage.at("block" + (i + 1)), block);
      blocks.add(stage.repeatable(Recompute.BLOCK, built));
      input = built.outputShape();
    }
    return new Sequence(blocks);
  }

  private void head(Wiring head, int classes) {
    if (cut == Cut.AFTER_CONVOLUTION) {
      add(new BatchNorm(head.at("norm"), shape, scaling()));
    }
    if (cut != Cut.AFTER_NEURONS) {
      add(Spiking.layer(head.at("neuron"), shape, config.neuron()));
    }
    add(pool(head.at("pool")));
    for (int i = 0; i < config.hidden().size(); i++) {
      Wiring hidden = head.at("hidden" + (i + 1));
      add(new Dense(hidden, flat(), config.hidden().get(i)));
      add(Spiking.layer(hidden.at("neuron"), shape, config.neuron()));
    }
    if (config.dropout() > 0) {
      add(new Dropout(head.at("dropout"), shape, config.dropout()));
    }
    if (config.outputs() == Outputs.EACH_TIMESTEP) {
      add(new Dense(head, flat(), classes));
      return;
    }
    add(new TimeMean(head.at("mean"), shape));
    add(new Dense(head, shape, classes));
  }

  private Layer pool(Wiring place) {
    if (config.readout() instanceof Readout.Windows windows) {
      int side = windows.window();
      return new Pool(place, shape, new Pool.Window(Pool.Kind.AVERAGE, side, side, 0));
    }
    return new GlobalPool(place, shape);
  }

  /** All that a sample has at one timestep in one row: [T,N,F], the same elements in order. */
  private Shape flat() {
    return shape.flatFrom(2);
  }

  private void add(Layer layer) {
    layers.add(layer);
    shape = layer.outputShape();
  }
}
