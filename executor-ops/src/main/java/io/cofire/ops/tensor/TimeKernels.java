package io.cofire.ops.tensor;

/** What looks along time without a state: repetition, masks, means, counts. */
public interface TimeKernels {

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
