package io.cofire.ops.tensor;

/** Element-wise joins of two branches. */
public interface JoinKernels {

  /** out = a + b; out may be a or b. */
  void add(Tensor a, Tensor b, Tensor out);

  /** out = a * x, the AND of spikes (Fang 2021 Table 1); out may be a or x. */
  void and(Tensor a, Tensor x, Tensor out);

  /** ga = g * x and gx = g * a; gx may be g itself, ga may not. */
  void andBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx);

  /** out = (1 - a) * x, the IAND of spikes (Fang 2021 Table 1); out may be a or x. */
  void iand(Tensor a, Tensor x, Tensor out);

  /** ga = -g * x and gx = g * (1 - a); gx may be g itself, ga may not. */
  void iandBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx);
}
