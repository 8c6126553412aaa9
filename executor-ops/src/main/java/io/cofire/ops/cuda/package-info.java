/**
 * The fused kernels on an NVIDIA GPU: compiled at start for the GPU that is there, launched through
 * CUDA's driver. Engines that keep their tensors on a GPU use it, whichever their library. It
 * computes nothing itself, and allocates nothing on the GPU.
 */
package io.cofire.ops.cuda;
