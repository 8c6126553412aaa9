package io.cofire.ops.nd4j;

import io.cofire.data.natives.NativeLibraries;
import io.cofire.ops.cuda.GpuBuild;
import io.cofire.ops.onednn.OneDnnChoice;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineException;
import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.SixteenBits;
import io.cofire.ops.tensor.ThreadsPerRank;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Makes the ND4J engine known; its backend, one a build, says whether it runs on a GPU. */
public final class Nd4jProvider implements EngineProvider {

  @Override
  public String name() {
    return "nd4j";
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
    boolean onProcessor = NativeLibraries.load("ND4J", Nd4j::getEnvironment).isCPU();
    String backend = Nd4j.getBackend().getClass().getSimpleName();
    if (!onProcessor) {
      return openOnGpu(device, backend, choice);
    }
    requireProcessor(device, backend);
    NativeBuild.onClasspath(Nd4jProvider.class.getClassLoader()).requireOne();
    // OpenMP's setting belongs to the calling thread, and this is the rank's.
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(ThreadsPerRank.setting());
    requireChosen(precision);
    return new Nd4jKernels(ThreadsPerRank.setting(), precision);
  }

  /** oneDNN may have been told by others than the environment to do with less. */
  private static void requireChosen(Precision precision) {
    if (!OneDnnChoice.has(precision)) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j in %s: oneDNN chooses its code for %s, which has no instructions for that (set run.precision: float32)",
              precision,
              OneDnnChoice.instructions()));
    }
  }

  private static void requireProcessor(Device device, String backend) {
    if (device.kind() != Device.Kind.CPU) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j on %s: its backend %s computes on the processor (set run.device: cpu, or run.engine: libtorch, or package with -Pcuda)",
              device,
              backend));
    }
  }

  /** Before ND4J is touched: of a library that is not there it says so in stack traces. */
  @Override
  public void requireHere(Device device) {
    ThreadsPerRank.requireOne("ND4J");
    if (GpuBuild.ND4J.isPackaged()) {
      GpuBuild.ND4J.require("nd4j", device);
    } else {
      requireProcessor(device, "CpuBackend");
    }
  }

  @Override
  public void requirePrecision(Device device, Precision precision) {
    if (precision != Precision.FLOAT32 && GpuBuild.ND4J.isPackaged()) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j on %s in %s: its backend for GPUs computes in float32 alone (set run.precision: float32, or run.engine: libtorch)",
              device,
              precision));
    }
    SixteenBits.here().require(name(), precision);
  }

  private static Kernels openOnGpu(Device device, String backend, KernelChoice choice) {
    int count = Nd4j.getAffinityManager().getNumberOfDevices();
    if (device.kind() == Device.Kind.CPU || device.index() >= count) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j on %s: its backend %s keeps arrays on a GPU, and there are %d (set run.device: cuda:N, from cuda:0 on, or package without -Pcuda)",
              device,
              backend,
              count));
    }
    Nd4j.getAffinityManager().unsafeSetDevice(device.index());
    return choice == KernelChoice.FUSED
        ? ComposedNd4jKernels.fused(device.index())
        : ComposedNd4jKernels.open();
  }
}
