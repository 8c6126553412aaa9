package io.cofire.ops.block;

import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.Shape;

/**
 * One block's place and sizes.
 *
 * @param input [T,N,H,W,C]
 * @param channels width of the block's output
 * @param stride stride of its first 3x3 convolution and of its projection
 * @param neuron the neurons of every layer but the last
 * @param lastNeuron the neurons of the last layer: after the addition where there are some, else at
 *     the body's end
 */
public record BlockPlan(Shape input, int channels, int stride, Neuron neuron, Neuron lastNeuron) {

  /** A block whose neurons are all alike. */
  public BlockPlan(Shape input, int channels, int stride, Neuron neuron) {
    this(input, channels, stride, neuron, neuron);
  }

  /** Whether the shortcut needs a projection, because the block changes the shape. */
  boolean projects() {
    return stride != 1 || input.size(-1) != channels;
  }
}
