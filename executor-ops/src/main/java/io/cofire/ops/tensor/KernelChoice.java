package io.cofire.ops.tensor;

/** How an engine makes what is no convolution and no matrix product, where it has the choice. */
public enum KernelChoice {
  /** By kernels of Cofire's own, each a single pass, where it can: on a GPU. */
  FUSED,
  /** By its library's operations: the reference for the kernels. */
  COMPOSED
}
