/**
 * The seam between networks and engines: {@link io.cofire.ops.tensor.Tensor}, {@link
 * io.cofire.ops.tensor.Shape} and {@link io.cofire.ops.tensor.Kernels}. Layers call it, engines
 * implement it. It never names a tensor library.
 */
package io.cofire.ops.tensor;
