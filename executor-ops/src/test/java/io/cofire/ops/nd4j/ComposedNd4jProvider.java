package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.Kernels;

/** What ND4J runs on a GPU, here on the processor, for the tests. */
public final class ComposedNd4jProvider implements EngineProvider {

  @Override
  public String name() {
    return "nd4j-composed";
  }

  @Override
  public Kernels open(Device device) {
    return ComposedNd4jKernels.open();
  }
}
