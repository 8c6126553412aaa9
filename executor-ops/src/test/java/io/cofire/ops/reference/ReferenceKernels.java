package io.cofire.ops.reference;

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
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;

/** Every operation as plain loops over double[], the factors of products rounded or not. */
public final class ReferenceKernels implements Kernels {

  private final ReferenceMemory memory = new ReferenceMemory();
  private final Precision precision;

  /** Nothing is rounded. */
  public ReferenceKernels() {
    this(Precision.FLOAT32);
  }

  /** Factors of convolutions and linear layers are rounded to a precision. */
  public ReferenceKernels(Precision precision) {
    this.precision = precision;
  }

  @Override
  public String engine() {
    return "reference";
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
    return new ReferenceConvolution(shape, precision);
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return new ReferenceLinear(rows, inputs, outputs, precision);
  }

  @Override
  public NormKernels norms() {
    return new ReferenceNorms();
  }

  @Override
  public NeuronKernels neurons() {
    return new ReferenceNeurons();
  }

  @Override
  public NeuNormKernels neuNorm() {
    return new ReferenceNeuNorm();
  }

  @Override
  public PoolKernels pools() {
    return new ReferencePools();
  }

  @Override
  public JoinKernels joins() {
    return new ReferenceJoins();
  }

  @Override
  public TimeKernels time() {
    return new ReferenceTime();
  }

  @Override
  public UpdateKernels updates() {
    return new ReferenceUpdates();
  }

  @Override
  public void close() {}
}
