package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.EngineProvider;
import io.cofire.ops.tensor.Kernels;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Makes the ND4J engine known. */
public final class Nd4jProvider implements EngineProvider {

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Kernels open() {
    if (!Nd4j.getEnvironment().isCPU()) {
      throw new IllegalStateException(
          "Cannot open engine nd4j: its backend %s keeps arrays outside host memory, where the host kernels cannot reach them (put nd4j-native on the classpath instead)"
              .formatted(Nd4j.getBackend().getClass().getSimpleName()));
    }
    NativeBuild.onClasspath(Nd4jProvider.class.getClassLoader()).requireOne();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threadsPerRank());
    return new Nd4jKernels();
  }

  /**
   * OpenMP's setting belongs to the calling thread. Without one it would take every core for every
   * rank, and give a result that depends on the machine.
   */
  private static int threadsPerRank() {
    String setting = System.getenv("OMP_NUM_THREADS");
    return setting == null || setting.isBlank() ? 1 : Integer.parseInt(setting.strip());
  }
}
