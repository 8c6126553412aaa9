package io.cofire.ops.fused;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Arrays;

/** Neurons over all timesteps in one kernel, alone or with the norm before them. */
final class FusedNeurons implements NeuronKernels, NormNeuronKernels {

  /** Neurons of a lane, at least: each brings T numbers. */
  private static final int LEAST = 16;

  private final KernelScratch work;

  FusedNeurons(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void forward(Dynamics dynamics, Tensor x, Tensor h, Tensor s) {
    forward(dynamics, x, new long[2], 1, h, s);
  }

  @Override
  public void forward(
      Dynamics dynamics, Tensor x, float[] scale, float[] shift, Tensor h, Tensor s) {
    forward(dynamics, x, work.upload(scale, shift), scale.length, h, s);
  }

  private void forward(
      Dynamics dynamics, Tensor x, long[] scaling, int channels, Tensor h, Tensor s) {
    long n = neurons(h.shape());
    int width = work.width(n, x, h, s);
    work.arguments()
        .tensors(x)
        .addresses(scaling)
        .tensors(h, s)
        .counts(n)
        .numbers(h.shape().size(0), channels, width)
        .dynamics(dynamics)
        .launch("neuron_forward", n / width);
  }

  private static long neurons(Shape shape) {
    return shape.elements(1, shape.axes());
  }

  @Override
  public void spikes(Dynamics dynamics, Tensor h, Tensor s) {
    long n = h.shape().elements();
    int width = work.width(n, h, s);
    work.arguments()
        .tensors(h, s)
        .counts(n)
        .numbers(width)
        .dynamics(dynamics)
        .launch("neuron_spikes", n / width);
  }

  @Override
  public void backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    long n = neurons(h.shape());
    int width = work.width(n, h, gs, gx);
    back(dynamics, h, gs, gx, new long[4], n / width, 1, width);
  }

  @Override
  public DynamicsGradient backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    long n = neurons(h.shape());
    int width = work.width(n, h, gs, gx);
    int lanes = KernelScratch.strands(n / width, 1, LEAST);
    long parts = work.parts(3L * lanes);
    back(dynamics, h, gs, gx, new long[] {0, 0, 0, parts}, lanes, 1, width);
    return learned(dynamics, work.finish(parts, lanes, 1, 3));
  }

  private static DynamicsGradient learned(Dynamics dynamics, double[] sums) {
    return DynamicsGradient.of(dynamics, sums[0], sums[1], sums[2]);
  }

  @Override
  public NormSums backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input) {
    return back(dynamics, h, gs, gx, input, false);
  }

  @Override
  public NormSums backwardLearning(
      Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input) {
    return back(dynamics, h, gs, gx, input, true);
  }

  private NormSums back(
      Dynamics dynamics, Tensor h, Tensor gs, Tensor gx, Normalised input, boolean learning) {
    long n = neurons(h.shape());
    int channels = input.mean().length;
    int width = work.width(new long[] {n, channels}, h, gs, gx, input.x());
    int strands = KernelScratch.strands(n / channels, channels, LEAST);
    int lanes = strands * channels / width;
    long doubles = 2L * strands * channels;
    long parts = work.parts(doubles + 3L * lanes);
    long more = parts + doubles * Double.BYTES;
    long mean = work.upload(input.mean())[0];
    long[] addresses = {work.address(input.x()), mean, parts, learning ? more : 0};
    back(dynamics, h, gs, gx, addresses, lanes, channels, width);
    double[] sums = work.finish(parts, strands, channels, 2);
    DynamicsGradient learned =
        learning
            ? learned(dynamics, work.finish(more, lanes, 1, 3))
            : new DynamicsGradient(0, 0, 0);
    double[] products = Arrays.copyOfRange(sums, channels, 2 * channels);
    for (int c = 0; c < channels; c++) {
      products[c] *= input.inverseDeviation()[c];
    }
    return NormSums.of(Arrays.copyOf(sums, channels), products, learned);
  }

  private void back(
      Dynamics dynamics,
      Tensor h,
      Tensor gs,
      Tensor gx,
      long[] addresses,
      long lanes,
      int channels,
      int width) {
    work.arguments()
        .tensors(h, gs, gx)
        .addresses(addresses)
        .counts(neurons(h.shape()), lanes)
        .numbers(h.shape().size(0), channels, width)
        .dynamics(dynamics)
        .launch("neuron_backward", lanes);
  }
}
