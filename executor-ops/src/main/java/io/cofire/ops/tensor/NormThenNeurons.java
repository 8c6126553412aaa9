package io.cofire.ops.tensor;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;

/**
 * Both by an engine's own operations, one after the other.
 *
 * @param norms the norm
 * @param neurons the neurons behind it
 */
public record NormThenNeurons(NormKernels norms, NeuronKernels neurons)
    implements NormNeuronKernels {

  private static final DynamicsGradient NOT_ASKED = new DynamicsGradient(0, 0, 0);

  /** The membranes' buffer holds the current first, so that it takes none of its own. */
  @Override
  public void forward(
      Dynamics dynamics, Tensor x, float[] scale, float[] shift, Tensor h, Tensor s) {
    norms.affine(rows(x), scale, shift, rows(h));
    neurons.forward(dynamics, h, h, s);
  }

  @Override
  public NormSums backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input) {
    neurons.backward(dynamics, h, gs, gx);
    return sums(gx, input, NOT_ASKED);
  }

  @Override
  public NormSums backwardLearning(
      Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input) {
    return sums(gx, input, neurons.backwardLearning(dynamics, h, gs, gx));
  }

  private NormSums sums(Tensor gx, Normalised input, DynamicsGradient learned) {
    int channels = input.mean().length;
    NormSums sums = new NormSums(new float[channels], new float[channels], learned);
    norms.gradientSums(
        rows(input.x()),
        rows(gx),
        input.mean(),
        input.inverseDeviation(),
        sums.gy(),
        sums.gyXhat());
    return sums;
  }

  private static Tensor rows(Tensor x) {
    return x.view(x.shape().rows());
  }
}
