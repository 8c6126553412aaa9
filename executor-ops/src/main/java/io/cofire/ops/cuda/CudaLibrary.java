package io.cofire.ops.cuda;

import io.cofire.ops.tensor.Tensor;

/** What an engine's library knows of its tensors on an NVIDIA GPU. */
public interface CudaLibrary {

  /** Where a tensor's first element lies on the GPU, in bytes. */
  long address(Tensor tensor);

  /**
   * The stream on which the library works for the calling thread, as CUDA's driver knows it; 0 is
   * the default one.
   */
  default long stream() {
    return 0;
  }
}
