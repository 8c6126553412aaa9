package io.cofire.ops.libtorch;

import io.cofire.data.natives.NativeLibraries;
import io.cofire.data.natives.NativeLibraryException;
import io.cofire.ops.cuda.GpuBuild;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineException;
import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Machine;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.SixteenBits;
import java.util.Locale;

/**
 * Makes the libtorch engine known. PyTorch's libraries are optional: this class names none of their
 * types, so that it loads without them.
 */
public final class LibtorchProvider implements EngineProvider {

  private static final String CLASS = "org.bytedeco.pytorch.Tensor";
  private static final String REMEDY =
      "package it with -Plibtorch and, for GPUs, -Dpytorch.classifier=linux-x86_64-gpu, or put org.bytedeco:pytorch and its natives there";

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public Kernels open(Device device) {
    return open(device, KernelChoice.FUSED);
  }

  @Override
  public Kernels open(Device device, KernelChoice choice) {
    return open(device, choice, Precision.FLOAT32);
  }

  @Override
  public Kernels open(Device device, KernelChoice choice, Precision precision) {
    requireHere(device);
    requirePrecision(device, precision);
    try {
      return NativeLibraries.load(
          "libtorch", () -> LibtorchKernels.open(device, choice, precision));
    } catch (NativeLibraryException e) {
      throw cannot(device, e.getMessage(), e);
    }
  }

  @Override
  public void requireHere(Device device) {
    try {
      Class.forName(CLASS, false, LibtorchProvider.class.getClassLoader());
    } catch (ClassNotFoundException e) { // without it as a cause, which would say the same again
      throw cannot(device, "libtorch is not on the classpath", null);
    }
    if (GpuBuild.LIBTORCH.isPackaged()) {
      GpuBuild.LIBTORCH.require("libtorch", device);
    }
  }

  /** A GPU of libtorch's builds multiplies both kinds itself, or says that it cannot. */
  @Override
  public void requirePrecision(Device device, Precision precision) {
    if (device.kind() == Device.Kind.CPU) {
      SixteenBits.here().require(name(), precision);
      if (precision != Precision.FLOAT32 && !Machine.knowsCaches()) {
        throw new EngineException(
            String.format(
                Locale.ROOT,
                "Cannot open engine libtorch in %s on %s: the system does not tell the sizes of the processor's caches, without which its oneDNN computes wrong convolutions (set run.engine: nd4j or run.precision: float32)",
                precision,
                Machine.host()));
      }
    }
  }

  private static EngineException cannot(Device device, String why, Throwable cause) {
    return new EngineException(
        String.format(
            Locale.ROOT, "Cannot open engine libtorch on %s: %s (%s)", device, why, REMEDY),
        cause);
  }
}
