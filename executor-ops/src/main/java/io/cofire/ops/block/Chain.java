package io.cofire.ops.block;

import io.cofire.ops.layer.BatchNorm;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Layers of a block's body one behind the other, named conv1, norm1, neuron1, conv2 and so on. */
final class Chain {

  private final Wiring wiring;
  private final BlockPlan plan;
  private final List<Layer> layers = new ArrayList<>();
  private Shape shape;
  private int convolutions;
  private int norms;
  private int neurons;

  Chain(Wiring wiring, BlockPlan plan) {
    this.wiring = wiring;
    this.plan = plan;
    this.shape = plan.input();
  }

  Chain conv(int channels, int kernel, int stride) {
    convolutions++;
    return add(new Conv2d(wiring.at("conv" + convolutions), shape, channels, kernel, stride));
  }

  Chain norm(Scaling scaling) {
    norms++;
    return add(new BatchNorm(wiring.at("norm" + norms), shape, scaling));
  }

  Chain neurons() {
    return neurons(plan.neuron());
  }

  Chain lastNeurons() {
    return neurons(plan.lastNeuron());
  }

  private Chain neurons(Neuron neuron) {
    neurons++;
    return add(Spiking.layer(wiring.at("neuron" + neurons), shape, neuron));
  }

  /** All of it so far becomes one part of what follows. */
  Chain joined(Layer block) {
    layers.clear();
    return add(block);
  }

  private Chain add(Layer layer) {
    layers.add(layer);
    shape = layer.outputShape();
    return this;
  }

  Layer layer() {
    return new Sequence(layers);
  }
}
