package io.cofire.ops.neuron;

/** One number w that a layer of neurons learns, and what the dynamics are for it. */
public interface Learned {

  /** What w starts from. */
  double start();

  /** The form that engines compute for a w. */
  Dynamics dynamics(double w);

  /**
   * Gradient of w by the chain rule.
   *
   * @param of gradient of {@code dynamics(w)}
   */
  double gradient(double w, DynamicsGradient of);
}
