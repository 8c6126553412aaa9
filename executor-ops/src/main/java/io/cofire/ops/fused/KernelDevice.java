package io.cofire.ops.fused;

import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * Runs the kernels of {@code kernels.cu} over an engine's tensors, for one thread, each after the
 * one before.
 */
public interface KernelDevice {

  /** Where a tensor's first element lies, in bytes, as the kernels see it. */
  long address(Tensor tensor);

  /**
   * Starts a kernel.
   *
   * @param kernel its name
   * @param work threads that have something to do; any number of them will do
   * @param arguments its structure, from position 0 to the limit; borrowed for the call
   */
  void launch(String kernel, long work, ByteBuffer arguments);

  /**
   * Copies to the device.
   *
   * @param values from position 0 to the limit; may be overwritten after the call
   */
  void upload(ByteBuffer values, long address);

  /** Copies from the device, once all launches before have ended, to fill the buffer. */
  void download(long address, ByteBuffer values);
}
