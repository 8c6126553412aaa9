package io.cofire.ops.reference;

import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.Kernels;

/** Makes the reference engine known to tests. */
public final class ReferenceProvider implements EngineProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Kernels open() {
    return new ReferenceKernels();
  }
}
