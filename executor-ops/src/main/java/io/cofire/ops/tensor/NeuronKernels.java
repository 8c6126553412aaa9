package io.cofire.ops.tensor;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;

/** Spiking neurons over all timesteps at once; every tensor is [T, ...] with equal shapes. */
public interface NeuronKernels {

  /**
   * Integrates, fires and resets, from v[-1] = the resting value.
   *
   * @param x input current
   * @param h receives the membrane before the reset: all that backward needs
   * @param s receives the spikes, 0 or 1
   */
  void forward(Dynamics dynamics, Tensor x, Tensor h, Tensor s);

  /**
   * The spikes once more, the same bits as forward's.
   *
   * @param h membrane that forward stored
   * @param s receives the spikes
   */
  void spikes(Dynamics dynamics, Tensor h, Tensor s);

  /**
   * Back-propagation through time.
   *
   * @param h membrane that forward stored
   * @param gs gradient of the spikes
   * @param gx receives the gradient of the input; may be gs itself
   */
  void backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx);

  /**
   * The same for neurons that learn about themselves.
   *
   * @return the gradient of the dynamics' scalars, of which the gain must not be 0
   */
  DynamicsGradient backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx);
}
