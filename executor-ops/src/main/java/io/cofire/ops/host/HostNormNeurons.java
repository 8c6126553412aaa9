package io.cofire.ops.host;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.NormThenNeurons;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * A norm and its neurons over host memory. Forward they are one pass, and the normalised current
 * never goes to memory. Backward the sums have a pass of their own: they are cut as those of {@link
 * HostNorms} are, along memory and so along time, and neurons go back in time.
 */
public final class HostNormNeurons implements NormNeuronKernels {

  private final HostFloats floats;
  private final Crew crew;
  private final NormThenNeurons apart;
  private final List<NeuronBlock> own;

  /** On a rank's threads. */
  public HostNormNeurons(HostFloats floats, Crew crew, NormKernels norms, NeuronKernels neurons) {
    this.floats = floats;
    this.crew = crew;
    this.apart = new NormThenNeurons(norms, neurons);
    this.own = crew.own(NeuronBlock::new);
  }

  @Override
  public void forward(
      Dynamics dynamics, Tensor x, float[] scale, float[] shift, Tensor h, Tensor s) {
    Tiles tiles = Tiles.of(x.shape());
    float[] scales = tiles.expanded(scale);
    float[] shifts = tiles.expanded(shift);
    NeuronStep step = new NeuronStep(dynamics);
    int neurons = h.shape().count() / h.shape().size(0);
    NeuronBlock.Layer layer =
        new NeuronBlock.Layer(floats.of(x), floats.of(h), floats.of(s), neurons);
    Blocks.each(
        crew,
        own,
        neurons,
        tiles.size(),
        (block, from, count) -> block.forward(dynamics, step, layer, scales, shifts, from, count));
  }

  @Override
  public NormSums backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input) {
    return apart.backward(dynamics, h, gs, gx, input);
  }

  @Override
  public NormSums backwardLearning(
      Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input) {
    return apart.backwardLearning(dynamics, h, gs, gx, input);
  }
}
