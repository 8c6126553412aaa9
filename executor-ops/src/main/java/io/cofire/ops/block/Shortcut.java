package io.cofire.ops.block;

import io.cofire.ops.layer.BatchNorm;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Pool;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shortcuts of blocks: none where the shape stays, else conv1x1(stride) and a norm. */
final class Shortcut {

  private Shortcut() {}

  /** conv1x1(stride) and a norm, where the block changes the shape. */
  static Optional<Layer> projection(Wiring block, BlockPlan plan, Scaling scaling) {
    return projection(block, plan, scaling, Downsampling.STRIDE);
  }

  /** The same, downsampling as told. */
  static Optional<Layer> projection(
      Wiring block, BlockPlan plan, Scaling scaling, Downsampling downsampling) {
    return plan.projects()
        ? Optional.of(new Sequence(layers(block.at("shortcut"), plan, scaling, downsampling)))
        : Optional.empty();
  }

  /** conv1x1(stride) alone, where the block changes the shape. */
  static Optional<Layer> bareProjection(Wiring block, BlockPlan plan, Downsampling downsampling) {
    if (!plan.projects()) {
      return Optional.empty();
    }
    Wiring wiring = block.at("shortcut");
    return Optional.of(new Sequence(convolution(wiring, plan, downsampling)));
  }

  /** conv1x1(stride), a norm and neurons, where the block changes the shape. */
  static Optional<Layer> spikingProjection(Wiring block, BlockPlan plan, Scaling scaling) {
    if (!plan.projects()) {
      return Optional.empty();
    }
    Wiring wiring = block.at("shortcut");
    List<Layer> layers = layers(wiring, plan, scaling, Downsampling.STRIDE);
    Shape shape = layers.get(layers.size() - 1).outputShape();
    layers.add(Spiking.layer(wiring.at("neuron"), shape, plan.neuron()));
    return Optional.of(new Sequence(layers));
  }

  private static List<Layer> layers(
      Wiring wiring, BlockPlan plan, Scaling scaling, Downsampling downsampling) {
    List<Layer> layers = convolution(wiring, plan, downsampling);
    Shape shape = layers.get(layers.size() - 1).outputShape();
    layers.add(new BatchNorm(wiring.at("norm"), shape, scaling));
    return layers;
  }

  private static List<Layer> convolution(Wiring wiring, BlockPlan plan, Downsampling downsampling) {
    List<Layer> layers = new ArrayList<>();
    Shape shape = plan.input();
    int stride = plan.stride();
    if (downsampling == Downsampling.AVERAGE_POOL && stride > 1) {
      Pool.Window window = new Pool.Window(Pool.Kind.AVERAGE, stride, stride, 0);
      Pool pool = new Pool(wiring.at("pool"), shape, window);
      layers.add(pool);
      shape = pool.outputShape();
      stride = 1;
    }
    layers.add(new Conv2d(wiring.at("conv"), shape, plan.channels(), 1, stride));
    return layers;
  }
}
