package io.cofire.ops.nd4j;

import io.cofire.ops.host.Crew;
import io.cofire.ops.host.HostFloats;
import io.cofire.ops.host.HostJoins;
import io.cofire.ops.host.HostNeuNorm;
import io.cofire.ops.host.HostNeurons;
import io.cofire.ops.host.HostNormNeurons;
import io.cofire.ops.host.HostNorms;
import io.cofire.ops.host.HostPools;
import io.cofire.ops.host.HostTime;
import io.cofire.ops.host.HostUpdates;
import io.cofire.ops.onednn.OneDnn;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;

/** One rank's ND4J on a backend whose arrays lie in host memory. */
final class Nd4jKernels implements Kernels {

  private final Nd4jMemory memory = new Nd4jMemory(new HostTransfers());
  private final CallSites callSites = new CallSites();
  private final HostFloats floats = tensor -> Nd4jTensor.of(tensor).host();
  private final Precision precision;
  private final OneDnn oneDnn;
  private final Crew crew;
  private final NormKernels norms;
  private final NeuronKernels neurons;
  private final NormNeuronKernels normNeurons;
  private final NeuNormKernels neuNorm;
  private final PoolKernels pools;
  private final JoinKernels joins;
  private final TimeKernels time;
  private final UpdateKernels updates;

  /**
   * For the calling thread.
   *
   * @param threads on which operations over activations run
   * @param precision of the factors of convolutions and matrix products
   */
  Nd4jKernels(int threads, Precision precision) {
    this.precision = precision;
    oneDnn = new OneDnn(floats, precision);
    crew = new Crew(threads);
    norms = new HostNorms(floats, crew);
    neurons = new HostNeurons(floats, crew);
    normNeurons = new HostNormNeurons(floats, crew, norms, neurons);
    neuNorm = new HostNeuNorm(floats, crew);
    pools = new HostPools(floats, crew);
    joins = new HostJoins(floats, crew);
    time = new HostTime(floats, crew);
    updates = new HostUpdates(floats, crew);
  }

  @Override
  public String engine() {
    return "nd4j";
  }

  @Override
  public Arithmetic arithmetic() {
    return Nd4jArithmetic.overHostMemory(precision);
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return oneDnn.convolution(shape);
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    Bias bias = new HostBias(rows, outputs);
    return precision == Precision.FLOAT32
        ? new BlasLinear(rows, inputs, outputs, bias, callSites)
        : new NarrowLinear(oneDnn.products(rows, inputs, outputs), bias);
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
  public NormNeuronKernels normNeurons() {
    return normNeurons;
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
  public TimeKernels time() {
    return time;
  }

  @Override
  public UpdateKernels updates() {
    return updates;
  }

  @Override
  public void close() {
    crew.close();
    oneDnn.close();
    callSites.close();
    memory.freeAll();
  }
}
