package io.cofire.ops.fused;

import io.cofire.ops.tensor.Tensor;

/** One number of all elements, in double precision. */
final class Totals {

  static final int NON_ZERO = 0;
  static final int SQUARES = 1;

  private static final int LEAST = 16;

  private Totals() {}

  static double of(KernelScratch work, Tensor x, int what) {
    long n = x.shape().elements();
    int lanes = KernelScratch.strands(n, 1, LEAST);
    long parts = work.parts(lanes);
    work.arguments()
        .tensors(x)
        .addresses(parts)
        .counts(n, lanes)
        .numbers(what)
        .launch("total", lanes);
    return work.finish(parts, lanes, 1, 1)[0];
  }
}
