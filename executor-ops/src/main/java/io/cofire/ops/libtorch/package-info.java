/**
 * The libtorch engine: convolutions and matrix products by ATen, the rest by the composed kernels,
 * the same calls on a processor and on a GPU. Found by {@link io.cofire.ops.tensor.Engines} under
 * the name {@code libtorch}, where PyTorch's libraries are on the class path. It never records
 * gradients and never leaves a native object behind after a call.
 */
package io.cofire.ops.libtorch;
