package io.cofire.ops.reference;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineException;
import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;

/** Makes the reference engine known to tests. */
public final class ReferenceProvider implements EngineProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Kernels open(Device device) {
    if (device.kind() != Device.Kind.CPU) {
      throw new EngineException("Cannot open engine reference on " + device);
    }
    return new ReferenceKernels();
  }

  @Override
  public Kernels open(Device device, KernelChoice choice, Precision precision) {
    return new ReferenceKernels(precision);
  }

  @Override
  public void requirePrecision(Device device, Precision precision) {}
}
