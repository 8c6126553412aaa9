package io.cofire.ops.layer;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.NormNeuronKernels.NormSums;
import io.cofire.ops.tensor.NormNeuronKernels.Normalised;
import io.cofire.ops.tensor.Tensor;
import java.util.Optional;

/**
 * A norm's output that only the neurons behind it need: they take the norm's input and normalise on
 * the way, and their backward leaves the norm the sums that its own begins with.
 */
final class NormedCurrent {

  private final NormNeuronKernels kernels;
  private final Activation x;
  private final float[] scale;
  private final float[] shift;
  private final float[] mean;
  private final float[] inverse;
  private NormSums sums;

  /** The output scale[c] x + shift[c] of a norm with this mean and inverse deviation. */
  NormedCurrent(
      NormNeuronKernels kernels,
      Activation x,
      float[] scale,
      float[] shift,
      float[] mean,
      float[] inverse) {
    this.kernels = kernels;
    this.x = x;
    this.scale = scale;
    this.shift = shift;
    this.mean = mean;
    this.inverse = inverse;
  }

  void forward(Dynamics dynamics, Tensor membrane, Tensor spikes) {
    kernels.forward(dynamics, x.tensor(), scale, shift, membrane, spikes);
  }

  /** In place: the gradient of the spikes becomes that of the norm's output. */
  void backward(Dynamics dynamics, Tensor membrane, Tensor gradient) {
    sums = kernels.backward(dynamics, membrane, gradient, gradient, input());
  }

  /** The same with the gradient of what the neurons learn. */
  DynamicsGradient backwardLearning(Dynamics dynamics, Tensor membrane, Tensor gradient) {
    sums = kernels.backwardLearning(dynamics, membrane, gradient, gradient, input());
    return sums.learned();
  }

  private Normalised input() {
    return new Normalised(x.tensor(), mean, inverse);
  }

  /** What the neurons' backward left; empty where they read the output instead. */
  Optional<NormSums> sums() {
    return Optional.ofNullable(sums);
  }
}
