/**
 * An engine's operations as the kernels of {@code kernels.cu}, each a single pass over memory.
 * Engines that keep their tensors on a GPU use it, and the tests on the processor. It knows no
 * library: a {@link io.cofire.ops.fused.KernelDevice} launches and copies.
 */
package io.cofire.ops.fused;
