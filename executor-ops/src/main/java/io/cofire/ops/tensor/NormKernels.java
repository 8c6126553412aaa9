package io.cofire.ops.tensor;

/**
 * What a per-channel norm needs from an engine. x is [M,C]: the C channels of M = T*N*H*W pixels.
 * Per-channel numbers are host arrays of length C, because they cross ranks.
 */
public interface NormKernels {

  /**
   * Mean and sum of squared deviations from it, over M.
   *
   * @param mean receives the mean of each channel
   * @param m2 receives sum of (x - mean)^2 of each channel
   */
  void moments(Tensor x, float[] mean, float[] m2);

  /** y = scale[c] * x + shift[c]. */
  void affine(Tensor x, float[] scale, float[] shift, Tensor y);

  /**
   * The two sums per channel that a norm's backward needs.
   *
   * @param sumGy receives sum of gy
   * @param sumGyXhat receives sum of gy * (x - mean) * inverseDeviation
   */
  void gradientSums(
      Tensor x,
      Tensor gy,
      float[] mean,
      float[] inverseDeviation,
      float[] sumGy,
      float[] sumGyXhat);

  /** gx = a[c] * gy + b[c] * x + k[c]; gx may be gy itself. */
  void inputGradient(Tensor x, Tensor gy, float[] a, float[] b, float[] k, Tensor gx);
}
