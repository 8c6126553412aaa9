package io.cofire.ops.fused;

import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;

/** Repetition, masks, means and counts over time, each a kernel. */
final class FusedTime implements TimeKernels {

  private static final int SPREAD = 0;
  private static final int SUM = 1;
  private static final int MASK = 2;

  private final KernelScratch work;

  FusedTime(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void repeat(Tensor x, Tensor y) {
    along(SPREAD, x, x, y, x.shape().elements(), y.shape().size(0), 1);
  }

  @Override
  public void repeatBackward(Tensor gy, Tensor gx) {
    along(SUM, gy, gy, gx, gx.shape().elements(), gy.shape().size(0), 1);
  }

  @Override
  public void mask(Tensor x, Tensor mask, Tensor y) {
    along(MASK, x, mask, y, mask.shape().elements(), x.shape().size(0), 1);
  }

  @Override
  public void timeMean(Tensor x, Tensor y) {
    int steps = x.shape().size(0);
    along(SUM, x, x, y, y.shape().elements(), steps, steps);
  }

  @Override
  public void timeMeanBackward(Tensor gy, Tensor gx) {
    int steps = gx.shape().size(0);
    along(SPREAD, gy, gy, gx, gy.shape().elements(), steps, steps);
  }

  private void along(int what, Tensor x, Tensor mask, Tensor y, long n, int steps, float divisor) {
    int width = work.width(n, x, mask, y);
    work.arguments()
        .tensors(x, mask, y)
        .counts(n)
        .numbers(steps, what, width)
        .numbers(divisor)
        .launch("along_time", n / width);
  }

  @Override
  public long countNonZero(Tensor x) {
    return (long) Totals.of(work, x, Totals.NON_ZERO);
  }
}
