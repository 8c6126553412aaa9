package io.cofire.ops.composed;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;

/**
 * An engine whose every operation but convolution and matrix product is composed; its library adds
 * those two, the memory and the name.
 */
public abstract class ComposedKernels implements Kernels {

  private final NormKernels norms;
  private final NeuronKernels neurons;
  private final NeuNormKernels neuNorm;
  private final PoolKernels pools;
  private final JoinKernels joins;
  private final TimeKernels time;
  private final UpdateKernels updates;

  /**
   * Composes them.
   *
   * @param math the library's operations, for one thread
   * @param <A> the library's array
   */
  protected <A> ComposedKernels(ArrayMath<A> math) {
    this.norms = new ComposedNorms<>(math);
    this.neurons = new ComposedNeurons<>(math);
    this.neuNorm = new ComposedNeuNorm<>(math);
    this.pools = new ComposedPools<>(math);
    this.joins = new ComposedJoins<>(math);
    this.time = new ComposedTime<>(math);
    this.updates = new ComposedUpdates<>(math);
  }

  @Override
  public final NormKernels norms() {
    return norms;
  }

  @Override
  public final NeuronKernels neurons() {
    return neurons;
  }

  @Override
  public final NeuNormKernels neuNorm() {
    return neuNorm;
  }

  @Override
  public final PoolKernels pools() {
    return pools;
  }

  @Override
  public final JoinKernels joins() {
    return joins;
  }

  @Override
  public final TimeKernels time() {
    return time;
  }

  @Override
  public final UpdateKernels updates() {
    return updates;
  }
}
