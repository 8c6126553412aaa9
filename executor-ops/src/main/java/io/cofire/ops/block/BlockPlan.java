package io.cofire.ops.block;

import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.Shape;

/**
 * One residual block's place and sizes.
 *
 * @param input [T,N,H,W,C]
 * @param channels width of the block's output
 * @param stride stride of its first convolution and of its projection
 * @param neuron every neuron layer's neuron
 */
public record BlockPlan(Shape input, int channels, int stride, Neuron neuron) {

  /** Whether the shortcut needs a projection, because the block changes the shape. */
  boolean projects() {
    return stride != 1 || input.size(-1) != channels;
  }
}
