package io.cofire.ops.fused;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.OperationSet;

/** Every operation as a kernel of {@code kernels.cu}. */
public final class FusedOperations {

  private FusedOperations() {}

  /**
   * Operations for one thread.
   *
   * @param device runs the kernels
   * @param memory of the tensors that they work on, and of what they need beside them
   */
  public static OperationSet on(KernelDevice device, Memory memory) {
    KernelScratch work = new KernelScratch(device, memory);
    FusedNeurons neurons = new FusedNeurons(work);
    return new OperationSet(
        new FusedNorms(work),
        neurons,
        neurons,
        new FusedNeuNorm(work),
        new FusedPools(work),
        new FusedJoins(work),
        new FusedTime(work),
        new FusedUpdates(work));
  }
}
