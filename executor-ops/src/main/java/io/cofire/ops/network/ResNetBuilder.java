package io.cofire.ops.network;

import io.cofire.ops.block.BlockPlan;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.layer.GlobalPool;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Pool;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Repeat;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.TdBn;
import io.cofire.ops.layer.TdBn.Scaling;
import io.cofire.ops.layer.TimeMean;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.network.NetworkConfig.Block;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a residual network: stem (convolution, norm, and the repeat of a still image; neurons,
 * except before MS blocks, which begin with them), stages, the last neurons of an MS network,
 * average pool, mean over time, linear head.
 */
final class ResNetBuilder {

  private final Wiring wiring;
  private final ResNet config;
  private final List<Layer> layers = new ArrayList<>();

  private ResNetBuilder(Wiring wiring, ResNet config) {
    this.wiring = wiring;
    this.config = config;
  }

  static Layer build(Wiring wiring, ResNet config, InputShape input, int classes, int batch) {
    ResNetBuilder builder = new ResNetBuilder(wiring, config);
    Shape shape = builder.stem(input, input.minibatch(batch));
    for (int i = 0; i < config.stages().size(); i++) {
      Layer stage = builder.stage(wiring.at("stage" + (i + 1)), config.stages().get(i), shape);
      shape = builder.add(wiring.repeatable(Recompute.STAGE, stage));
    }
    builder.head(shape, classes);
    return new Sequence(builder.layers);
  }

  private Shape stem(InputShape input, Shape frames) {
    Wiring stem = wiring.at("stem");
    NetworkConfig.Stem plan = config.stem();
    Shape shape =
        add(new Conv2d(stem.at("conv"), frames, plan.channels(), plan.kernel(), plan.stride()));
    int repeats = input.timesteps() / frames.size(0);
    // The SEW authors' code runs the stem before it repeats the image, so its n does not count T.
    int counted = config.block() == Block.SEW ? 1 : repeats;
    add(new TdBn(stem.at("norm"), shape, stemScaling().repeated(counted)));
    if (repeats > 1) {
      shape = add(new Repeat(stem.at("repeat"), shape, input.timesteps()));
    }
    return config.block() == Block.MS
        ? shape
        : add(new Spiking(stem.at("neuron"), shape, config.neuron()));
  }

  private Scaling stemScaling() {
    double threshold = config.neuron().threshold();
    return switch (config.block()) {
      case TDBN -> Scaling.threshold(1, threshold);
      case SEW -> Scaling.PLAIN;
      case MS -> Scaling.startingFrom(threshold);
    };
  }

  private Layer stage(Wiring stage, Stage plan, Shape input) {
    List<Layer> blocks = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < plan.blocks(); i++) {
      int stride = i == 0 ? plan.stride() : 1;
      BlockPlan block = new BlockPlan(shape, plan.channels(), stride, config.neuron());
      Layer built = block(stage.at("block" + (i + 1)), block);
      blocks.add(wiring.repeatable(Recompute.BLOCK, built));
      shape = built.outputShape();
    }
    return new Sequence(blocks);
  }

  private Layer block(Wiring place, BlockPlan plan) {
    return switch (config.block()) {
      case TDBN -> TdBnBlock.basic(place, plan, config.shortcutNorm());
      case SEW -> SewBlock.basic(place, plan);
      case MS -> MsBlock.basic(place, plan);
    };
  }

  private void head(Shape features, int classes) {
    Wiring head = wiring.at("head");
    if (config.block() == Block.MS) {
      add(new Spiking(head.at("neuron"), features, config.neuron()));
    }
    Shape pooled = add(pool(head, features));
    Shape rates = add(new TimeMean(head, pooled));
    add(new Dense(head, rates, classes));
  }

  private Layer pool(Wiring head, Shape features) {
    if (config.readout() instanceof Readout.Windows windows) {
      int side = windows.window();
      return new Pool(head, features, new Pool.Window(Pool.Kind.AVERAGE, side, side, 0));
    }
    return new GlobalPool(head, features);
  }

  private Shape add(Layer layer) {
    layers.add(layer);
    return layer.outputShape();
  }
}
