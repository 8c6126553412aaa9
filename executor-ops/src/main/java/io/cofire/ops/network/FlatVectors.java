package io.cofire.ops.network;

import io.cofire.ops.tensor.Tensor;

/**
 * A network's trainable parameters: one flat vector, its gradient, and where each part lies.
 *
 * @param layout names and places
 * @param values the parameters
 * @param gradients their gradients, to which backward adds; the caller zeroes them
 */
public record FlatVectors(Layout layout, Tensor values, Tensor gradients) {}
