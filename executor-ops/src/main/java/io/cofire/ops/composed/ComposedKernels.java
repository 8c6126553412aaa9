package io.cofire.ops.composed;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.OperationSet;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;

/**
 * An engine whose every operation but convolution and matrix product is composed, or comes ready;
 * its library adds those two, the memory and the name.
 */
public abstract class ComposedKernels implements Kernels {

  private final OperationSet operations;

  /** Takes them as they are. */
  protected ComposedKernels(OperationSet operations) {
    this.operations = operations;
  }

  /**
   * Composes them.
   *
   * @param math the library's operations, for one thread
   * @param <A> the library's array
   */
  public static <A> OperationSet composed(ArrayMath<A> math) {
    return new OperationSet(
        new ComposedNorms<>(math),
        new ComposedNeurons<>(math),
        new ComposedNeuNorm<>(math),
        new ComposedPools<>(math),
        new ComposedJoins<>(math),
        new ComposedTime<>(math),
        new ComposedUpdates<>(math));
  }

  @Override
  public final NormKernels norms() {
    return operations.norms();
  }

  @Override
  public final NeuronKernels neurons() {
    return operations.neurons();
  }

  @Override
  public final NormNeuronKernels normNeurons() {
    return operations.normNeurons();
  }

  @Override
  public final NeuNormKernels neuNorm() {
    return operations.neuNorm();
  }

  @Override
  public final PoolKernels pools() {
    return operations.pools();
  }

  @Override
  public final JoinKernels joins() {
    return operations.joins();
  }

  @Override
  public final TimeKernels time() {
    return operations.time();
  }

  @Override
  public final UpdateKernels updates() {
    return operations.updates();
  }
}
