package io.cofire.ops.tensor;

/**
 * Updates of flat vectors of equal length (slices of the parameter, gradient and state vectors).
 */
public interface UpdateKernels {

  /**
   * SGD with momentum, as PyTorch defines it: d = g + weightDecay*p; v = momentum*v + d; p = p -
   * rate*v.
   */
  void momentum(
      Tensor parameters,
      Tensor gradients,
      Tensor velocity,
      float rate,
      float momentum,
      float weightDecay);

  /** One step of Adam: updates the parameters and both moments. */
  void adam(Tensor parameters, Tensor gradients, Tensor first, Tensor second, AdamStep step);

  /** x = factor * x. */
  void scale(Tensor x, float factor);

  /** Moving average: a = decay*a + (1 - decay)*x. */
  void average(Tensor a, Tensor x, float decay);

  /** Sum of squares, in double precision: the gradient's norm and the NaN alarm. */
  double sumOfSquares(Tensor x);
}
