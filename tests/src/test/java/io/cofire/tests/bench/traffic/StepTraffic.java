package io.cofire.tests.bench.traffic;

import io.cofire.ops.tensor.Kernels;
import java.util.function.Function;

/**
 * What one training step asks of a GPU.
 *
 * @param launches kernels that are started
 * @param bytes that they read and write
 * @param copies between host and GPU, most of which wait for all before
 */
public record StepTraffic(long launches, long bytes, long copies) {

  /** Steps that make buffers, and look whether a gradient reaches each parameter. */
  private static final int FIRST = 6;

  /** How operations are made. */
  public enum Kind {
    /** Of a tensor library's. */
    COMPOSED,
    /** Each a kernel. */
    FUSED
  }

  /**
   * Counts a step behind the first ones, which do more.
   *
   * @param network makes a training step on an engine
   */
  public static StepTraffic of(Kind kind, Function<Kernels, Runnable> network) {
    Traffic traffic = new Traffic();
    Kernels kernels =
        kind == Kind.FUSED ? CountedKernels.fused(traffic) : CountedKernels.composed(traffic);
    Runnable step = network.apply(kernels);
    for (int i = 0; i < FIRST; i++) {
      step.run();
    }
    traffic.clear();
    step.run();
    return new StepTraffic(traffic.launches(), traffic.bytes(), traffic.copies());
  }
}
