package io.cofire.ops.tensor;

/**
 * An engine's operations but convolution and matrix product, one of each kind.
 *
 * @param norms per-channel statistics and their use
 * @param neurons neurons over all timesteps
 * @param normNeurons neurons behind a norm
 * @param neuNorm NeuNorm's auxiliary neurons
 * @param pools pooling
 * @param joins element-wise joins
 * @param time what looks along time without a state
 * @param updates updates of flat parameter vectors
 */
public record OperationSet(
    NormKernels norms,
    NeuronKernels neurons,
    NormNeuronKernels normNeurons,
    NeuNormKernels neuNorm,
    PoolKernels pools,
    JoinKernels joins,
    TimeKernels time,
    UpdateKernels updates) {

  /** Operations of which none takes a norm and the neurons behind it at once. */
  public OperationSet(
      NormKernels norms,
      NeuronKernels neurons,
      NeuNormKernels neuNorm,
      PoolKernels pools,
      JoinKernels joins,
      TimeKernels time,
      UpdateKernels updates) {
    this(norms, neurons, new NormThenNeurons(norms, neurons), neuNorm, pools, joins, time, updates);
  }
}
