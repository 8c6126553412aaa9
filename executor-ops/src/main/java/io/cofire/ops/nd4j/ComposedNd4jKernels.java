package io.cofire.ops.nd4j;

import io.cofire.ops.composed.ComposedJoins;
import io.cofire.ops.composed.ComposedNeuNorm;
import io.cofire.ops.composed.ComposedNeurons;
import io.cofire.ops.composed.ComposedNorms;
import io.cofire.ops.composed.ComposedPools;
import io.cofire.ops.composed.ComposedUpdates;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.UpdateKernels;

/** One rank's ND4J on a backend whose arrays lie on a GPU; it runs on any backend. */
final class ComposedNd4jKernels implements Kernels {

  private final CallSites callSites = new CallSites();
  private final Nd4jMath math = new Nd4jMath(callSites);
  private final Nd4jMemory memory = new Nd4jMemory(new ComposedTransfers(math));
  private final NormKernels norms = new ComposedNorms<>(math);
  private final NeuronKernels neurons = new ComposedNeurons<>(math);
  private final NeuNormKernels neuNorm = new ComposedNeuNorm<>(math);
  private final PoolKernels pools = new ComposedPools<>(math);
  private final JoinKernels joins = new ComposedJoins<>(math);
  private final UpdateKernels updates = new ComposedUpdates<>(math);

  @Override
  public String engine() {
    return "nd4j";
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
  public NormKernels norms() {
    return norms;
  }

  @Override
  public NeuronKernels neurons() {
    return neurons;
  }

  @Override
  public NeuNormKernels neuNorm() {
    return neuNorm;
  }

  @Override
  public PoolKernels pools() {
    return pools;
  }

  @Override
  public JoinKernels joins() {
    return joins;
  }

  @Override
  public UpdateKernels updates() {
    return updates;
  }

  @Override
  public void close() {
    math.close();
    callSites.close();
    memory.freeAll();
  }
}
