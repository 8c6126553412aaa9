package io.cofire.ops.host;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/** Neurons over host memory: a block of neurons runs through all timesteps before the next. */
public final class HostNeurons implements NeuronKernels {

  private final HostFloats floats;
  private final Crew crew;
  private final List<NeuronBlock> own;
  private final List<Learning> places;

  /** Where a block's sums lie until they are added. */
  private record Learning(NeuronBlock block, LearningSums sums) {}

  /** Neurons on a rank's threads. */
  public HostNeurons(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.own = crew.own(NeuronBlock::new);
    this.places = crew.places(() -> new Learning(new NeuronBlock(), new LearningSums()));
  }

  private NeuronBlock.Layer layer(Tensor x, Tensor h, Tensor s) {
    int neurons = h.shape().count() / h.shape().size(0);
    return new NeuronBlock.Layer(floats.of(x), floats.of(h), floats.of(s), neurons);
  }

  @Override
  public void forward(Dynamics dynamics, Tensor x, Tensor h, Tensor s) {
    NeuronStep step = new NeuronStep(dynamics);
    NeuronBlock.Layer layer = layer(x, h, s);
    Blocks.each(
        crew,
        own,
        layer.neurons(),
        (block, from, count) -> block.forward(dynamics, step, layer, from, count));
  }

  @Override
  public void spikes(Dynamics dynamics, Tensor h, Tensor s) {
    NeuronStep step = new NeuronStep(dynamics);
    FloatBuffer before = floats.of(h);
    FloatBuffer fired = floats.of(s);
    Blocks.each(
        crew,
        own,
        before.capacity(),
        (block, from, count) -> block.spikes(step, before, fired, from, count));
  }

  @Override
  public void backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    NeuronStep step = new NeuronStep(dynamics);
    NeuronBlock.Layer layer = layer(gs, h, gx);
    Blocks.each(
        crew,
        own,
        layer.neurons(),
        (block, from, count) -> block.backward(step, layer, from, count));
  }

  @Override
  public DynamicsGradient backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    NeuronStep step = new NeuronStep(dynamics);
    NeuronBlock.Layer layer = layer(gs, h, gx);
    LearningSums.Total total = new LearningSums.Total(dynamics);
    crew.inOrder(
        places,
        Blocks.in(layer.neurons()),
        (place, unit) -> {
          int from = unit * Blocks.SIZE;
          int count = Math.min(Blocks.SIZE, layer.neurons() - from);
          place.block().backwardLearning(step, layer, from, count, place.sums());
        },
        place -> total.add(place.sums()));
    return total.gradient();
  }
}
