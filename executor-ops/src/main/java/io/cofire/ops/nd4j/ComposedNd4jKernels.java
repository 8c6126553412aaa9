package io.cofire.ops.nd4j;

import io.cofire.ops.composed.ComposedKernels;
import io.cofire.ops.cuda.GpuOperations;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;

/** One rank's ND4J on a backend whose arrays lie on a GPU; it runs on any backend. */
final class ComposedNd4jKernels extends ComposedKernels {

  private final CallSites callSites;
  private final Nd4jMath math;
  private final Nd4jMemory memory;
  private final GpuOperations made;

  private ComposedNd4jKernels(
      CallSites callSites, Nd4jMath math, Nd4jMemory memory, GpuOperations made) {
    super(made.operations());
    this.callSites = callSites;
    this.math = math;
    this.memory = memory;
    this.made = made;
  }

  static ComposedNd4jKernels open() {
    CallSites callSites = new CallSites();
    Nd4jMath math = new Nd4jMath(callSites);
    Nd4jMemory memory = new Nd4jMemory(new ComposedTransfers(math));
    GpuOperations made = GpuOperations.composed(composed(math));
    return new ComposedNd4jKernels(callSites, math, memory, made);
  }

  /** With the kernels on one of this process's GPUs, where they can run. */
  static ComposedNd4jKernels fused(int gpu) {
    CallSites callSites = new CallSites();
    Nd4jMath math = new Nd4jMath(callSites);
    Transfers within = new ComposedTransfers(math);
    Nd4jMemory memory = new Nd4jMemory(within);
    GpuOperations made = GpuOperations.fused(gpu, new Nd4jLibrary(), memory, () -> composed(math));
    made.device().ifPresent(device -> memory.transferBy(new DeviceTransfers(device, within)));
    return new ComposedNd4jKernels(callSites, math, memory, made);
  }

  @Override
  public String engine() {
    return "nd4j";
  }

  @Override
  public Arithmetic arithmetic() {
    return Nd4jArithmetic.onBackend(made);
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new Nd4jConvolution(shape, callSites, math.pool());
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    Bias bias = new ComposedBias(math, rows, outputs);
    return new BlasLinear(rows, inputs, outputs, bias, callSites);
  }

  @Override
  public void close() {
    made.close();
    math.close();
    callSites.close();
    memory.freeAll();
  }
}
