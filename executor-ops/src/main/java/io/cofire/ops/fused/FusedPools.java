package io.cofire.ops.fused;

import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** Pools, each a kernel; a gradient is gathered, so that nothing is added by two threads. */
final class FusedPools implements PoolKernels {

  private static final int MAXIMUM = 0;
  private static final int AVERAGE = 1;
  private static final int AVERAGE_BACKWARD = 3;
  private static final int MAXIMUM_BACKWARD = 2;

  private final KernelScratch work;

  FusedPools(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void maximum(Tensor x, int window, int stride, int padding, Tensor y) {
    pool(MAXIMUM, x, y, y, x.shape(), y.shape(), window, stride, padding);
  }

  @Override
  public void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx) {
    pool(MAXIMUM_BACKWARD, x, gy, gx, x.shape(), gy.shape(), window, stride, padding);
  }

  @Override
  public void average(Tensor x, int window, int stride, int padding, Tensor y) {
    pool(AVERAGE, x, y, y, x.shape(), y.shape(), window, stride, padding);
  }

  @Override
  public void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx) {
    pool(AVERAGE_BACKWARD, gx, gy, gx, gx.shape(), gy.shape(), window, stride, padding);
  }

  private void pool(
      int what,
      Tensor x,
      Tensor gy,
      Tensor result,
      Shape in,
      Shape out,
      int window,
      int stride,
      int padding) {
    int n = result.shape().count();
    work.arguments()
        .tensors(x, gy, result)
        .counts(n)
        .numbers(in.size(-3), in.size(-2), out.size(-3), out.size(-2), in.size(-1))
        .numbers(window, stride, padding, what)
        .launch("pool", n);
  }

  @Override
  public void global(Tensor x, Tensor y) {
    global(0, x, y, x.shape());
  }

  @Override
  public void globalBackward(Tensor gy, Tensor gx) {
    global(1, gy, gx, gx.shape());
  }

  private void global(int what, Tensor from, Tensor to, Shape images) {
    int pixels = images.count(1, 3);
    long n = to.shape().elements();
    work.arguments()
        .tensors(from, to)
        .counts(n)
        .numbers(pixels, images.size(-1), what)
        .launch("global_pool", n);
  }
}
