package io.cofire.ops.tensor;

/**
 * One rank's engine: its memory and its operations, each a whole step of the work and so free to be
 * fused. An instance belongs to one thread. Operations write into tensors that the caller gives,
 * never allocate a result, and, unless they say "adds", overwrite it.
 *
 * <p>Operations with a call site of their own ({@link Convolution}, {@link Linear}) are made once
 * when the network is built, so that an engine can keep what it prepared; the others are grouped by
 * kind.
 */
public interface Kernels extends AutoCloseable {

  /** Name as recipes write it, such as {@code nd4j}. */
  String engine();

  /** What decides the bits of this engine's results beside their inputs. */
  default Arithmetic arithmetic() {
    return Arithmetic.ofJava(engine());
  }

  /** In which numbers it multiplies. */
  default Precision precision() {
    return Precision.FLOAT32;
  }

  /** Where tensors come from. */
  Memory memory();

  /** A convolution for one call site. */
  Convolution convolution(ConvolutionShape shape);

  /** A fully connected layer for one call site: [M,in] to [M,out]. */
  Linear linear(int rows, int inputs, int outputs);

  /** Per-channel statistics and their use. */
  NormKernels norms();

  /** Neurons over all timesteps. */
  NeuronKernels neurons();

  /** Neurons behind a norm. */
  default NormNeuronKernels normNeurons() {
    return new NormThenNeurons(norms(), neurons());
  }

  /** NeuNorm's auxiliary neurons over all timesteps. */
  NeuNormKernels neuNorm();

  /** Pooling. */
  PoolKernels pools();

  /** Element-wise joins. */
  JoinKernels joins();

  /** Repetition, masks, means and counts over time. */
  TimeKernels time();

  /** Updates of flat parameter vectors. */
  UpdateKernels updates();

  /** Frees what the engine holds; tensors must not be used afterwards. */
  @Override
  void close();
}
