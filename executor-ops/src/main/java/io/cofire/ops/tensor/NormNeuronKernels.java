package io.cofire.ops.tensor;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;

/**
 * Neurons that a norm precedes: what the norm puts out goes to them alone, and need not be put into
 * memory. Every tensor is [T,...,C] with equal shapes, and channels are the last axis.
 */
public interface NormNeuronKernels {

  /**
   * {@link NeuronKernels#forward} of the current scale[c] * x + shift[c].
   *
   * @param h receives the membrane before the reset
   * @param s receives the spikes
   */
  void forward(Dynamics dynamics, Tensor x, float[] scale, float[] shift, Tensor h, Tensor s);

  /**
   * {@link NeuronKernels#backward}, with the sums that the norm's backward begins with.
   *
   * @param gx receives the gradient of the norm's output; may be gs itself
   */
  NormSums backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input);

  /** The same with the gradient of the dynamics' scalars, of which the gain must not be 0. */
  NormSums backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input);

  /**
   * What a norm normalised.
   *
   * @param x its input
   * @param mean of each channel
   * @param inverseDeviation of each channel
   */
  record Normalised(Tensor x, float[] mean, float[] inverseDeviation) {}

  /**
   * Sums over all but the channels.
   *
   * @param gy sum of gx for each channel
   * @param gyXhat sum of gx * (x - mean) * inverseDeviation for each channel
   * @param learned gradient of the dynamics' scalars; zeros where it was not asked for
   */
  record NormSums(float[] gy, float[] gyXhat, DynamicsGradient learned) {

    /** From sums in double precision. */
    public static NormSums of(double[] gy, double[] gyXhat, DynamicsGradient learned) {
      NormSums sums = new NormSums(new float[gy.length], new float[gy.length], learned);
      for (int c = 0; c < gy.length; c++) {
        sums.gy[c] = (float) gy[c];
        sums.gyXhat[c] = (float) gyXhat[c];
      }
      return sums;
    }
  }
}
