package io.cofire.ops.nd4j;

import io.cofire.ops.composed.ComposedKernels;
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

  private ComposedNd4jKernels(CallSites callSites, Nd4jMath math) {
    super(composed(math));
    this.callSites = callSites;
    this.math = math;
    this.memory = new Nd4jMemory(new ComposedTransfers(math));
  }

  static ComposedNd4jKernels open() {
    CallSites callSites = new CallSites();
    return new ComposedNd4jKernels(callSites, new Nd4jMath(callSites));
  }

  @Override
  public String engine() {
    return "nd4j";
  }

  @Override
  public Arithmetic arithmetic() {
    return Nd4jArithmetic.composed();
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
    math.close();
    callSites.close();
    memory.freeAll();
  }
}
