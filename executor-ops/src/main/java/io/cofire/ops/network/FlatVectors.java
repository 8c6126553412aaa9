package io.cofire.ops.network;

import io.cofire.ops.tensor.Tensor;

/**
 * The flat vectors of a network: all trainable parameters, their gradients, and where each part
 * lies.
 *
 * @param layout names and places
 * @param values the parameters
 * @param gradients their gradients, to which backward adds; the caller zeroes them
 */
public record FlatVectors(Layout layout, Tensor values, Tensor gradients) {}
