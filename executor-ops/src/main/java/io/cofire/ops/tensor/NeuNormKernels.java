package io.cofire.ops.tensor;

/**
 * NeuNorm's auxiliary neurons over all timesteps (Wu 2019 Eq. 9 and 10): one for each pixel, which
 * traces the spikes of all maps and inhibits each map by its weight,
 *
 * <pre>
 *   x[t] = carry * x[t-1] + strength * sum over c of s_c[t]        x[-1] = 0
 *   y_c[t] = s_c[t] - u_c * x[t]
 * </pre>
 *
 * <p>s and y are [T,N,P,C] with P pixels and C maps, x is [T,N,P], u is [P,C], or [P,1] where all
 * maps share it.
 */
public interface NeuNormKernels {

  /**
   * Traces and inhibits.
   *
   * @param x receives the trace, which backward needs
   */
  void forward(double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y);

  /**
   * Back through time.
   *
   * @param x what forward traced
   * @param gs receives the gradient of s; may be gy itself
   * @param gu the gradient of u is added to it
   */
  void backward(double carry, double strength, Tensor u, Tensor x, Tensor gy, Tensor gs, Tensor gu);
}
