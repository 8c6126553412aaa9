package io.cofire.ops.tensor;

/** Element-wise joins of two branches, and the operations that look along time. */
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

  /** y[t] = x for every t: [1,N,...] to [T,N,...]. */
  void repeat(Tensor x, Tensor y);

  /** gx = sum over t of gy[t]: [T,N,...] to [1,N,...]. */
  void repeatBackward(Tensor gy, Tensor gx);

  /** y[t] = mask * x[t] for every t: [T,N,...] by [1,N,...]; y may be x. */
  void mask(Tensor x, Tensor mask, Tensor y);

  /** Mean over time: [T,N,F] to [N,F]. */
  void timeMean(Tensor x, Tensor y);

  /** gx[t] = gy / T: [N,F] to [T,N,F]. */
  void timeMeanBackward(Tensor gy, Tensor gx);

  /** Number of elements that are not zero: counts spikes. */
  long countNonZero(Tensor x);
}
