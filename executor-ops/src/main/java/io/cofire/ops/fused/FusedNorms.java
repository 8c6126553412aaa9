package io.cofire.ops.fused;

import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Tensor;

/** Norms: sums by one kernel and its finish, all else by one kernel. */
final class FusedNorms implements NormKernels {

  private static final int LEAST = 64;

  private final KernelScratch work;

  FusedNorms(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void moments(Tensor x, float[] mean, float[] m2) {
    long rows = rows(x);
    int channels = channels(x);
    double[] sums = sums("norm_moments", x, x, 0, 3);
    for (int c = 0; c < channels; c++) {
      double beside = sums[c] / rows;
      mean[c] = (float) (sums[2 * channels + c] + beside);
      m2[c] = (float) Math.max(0, sums[channels + c] - beside * sums[c]);
    }
  }

  @Override
  public void gradientSums(
      Tensor x,
      Tensor gy,
      float[] mean,
      float[] inverseDeviation,
      float[] sumGy,
      float[] sumGyXhat) {
    int channels = channels(x);
    double[] sums = sums("norm_gradient_sums", x, gy, work.upload(mean)[0], 2);
    for (int c = 0; c < channels; c++) {
      sumGy[c] = (float) sums[c];
      sumGyXhat[c] = (float) (sums[channels + c] * inverseDeviation[c]);
    }
  }

  private double[] sums(String kernel, Tensor x, Tensor gy, long mean, int kinds) {
    long rows = rows(x);
    int channels = channels(x);
    int strands = KernelScratch.strands(rows, channels, LEAST);
    int width = work.width(channels, x, gy);
    long parts = work.parts((long) kinds * strands * channels);
    work.arguments()
        .tensors(x, gy)
        .addresses(mean, parts)
        .counts(rows)
        .numbers(strands, channels, width)
        .launch(kernel, (long) strands * channels / width);
    return work.finish(parts, strands, channels, kinds);
  }

  @Override
  public void affine(Tensor x, float[] scale, float[] shift, Tensor y) {
    long[] at = work.upload(scale, shift);
    int width = work.width(x.shape().elements(), x, y);
    launch(work.arguments().tensors(x).addresses(0, 0, at[0], at[1]), y, x, width);
  }

  @Override
  public void inputGradient(Tensor x, Tensor gy, float[] a, float[] b, float[] k, Tensor gx) {
    long[] at = work.upload(a, b, k);
    int width = work.width(x.shape().elements(), x, gy, gx);
    launch(work.arguments().tensors(x, gy).addresses(at), gx, x, width);
  }

  private static void launch(Arguments arguments, Tensor y, Tensor x, int width) {
    long n = x.shape().elements();
    arguments.tensors(y).counts(n).numbers(channels(x), width).launch("affine", n / width);
  }

  private static int channels(Tensor x) {
    return x.shape().size(-1);
  }

  private static long rows(Tensor x) {
    return x.shape().elements() / channels(x);
  }
}
