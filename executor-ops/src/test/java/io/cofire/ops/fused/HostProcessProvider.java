package io.cofire.ops.fused;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.Kernels;

/** What GPUs run, here on the processor, for the tests. */
public final class HostProcessProvider implements EngineProvider {

  /** Neither divides any work of the contracts, and the grid is too small for most. */
  private static final HostProcess.Cut CUT = new HostProcess.Cut(3, 88);

  @Override
  public String name() {
    return "reference-fused";
  }

  @Override
  public Kernels open(Device device) {
    return HostProcessKernels.open(CUT);
  }
}
