package io.cofire.ops.fused;

import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;

/** Updates of flat vectors, each a kernel. */
final class FusedUpdates implements UpdateKernels {

  private static final int MOMENTUM = 0;
  private static final int ADAM = 1;
  private static final int SCALE = 2;
  private static final int AVERAGE = 3;

  private final KernelScratch work;

  FusedUpdates(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradients,
      Tensor velocity,
      float rate,
      float momentum,
      float weightDecay) {
    Tensor[] vectors = {parameters, gradients, velocity, velocity};
    update(MOMENTUM, vectors, rate, momentum, 0, 0, 0, weightDecay);
  }

  @Override
  public void adam(
      Tensor parameters, Tensor gradients, Tensor first, Tensor second, AdamStep step) {
    Tensor[] vectors = {parameters, gradients, first, second};
    update(
        ADAM,
        vectors,
        step.rate(),
        step.beta1(),
        step.beta2(),
        step.secondScale(),
        step.epsilon(),
        step.weightDecay());
  }

  @Override
  public void scale(Tensor x, float factor) {
    update(SCALE, new Tensor[] {x, x, x, x}, factor, 0, 0, 0, 0, 0);
  }

  @Override
  public void average(Tensor a, Tensor x, float decay) {
    update(AVERAGE, new Tensor[] {a, x, a, a}, 0, decay, 0, 0, 0, 0);
  }

  private void update(int what, Tensor[] vectors, float... scalars) {
    long n = vectors[0].shape().elements();
    int width = work.width(n, vectors);
    work.arguments()
        .tensors(vectors)
        .counts(n)
        .numbers(what, width)
        .numbers(scalars)
        .launch("update", n / width);
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return Totals.of(work, x, Totals.SQUARES);
  }
}
