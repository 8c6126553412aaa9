package io.cofire.ops.fused;

import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** NeuNorm: one kernel forward, two backward. */
final class FusedNeuNorm implements NeuNormKernels {

  /** Threads that share a pixel. */
  private static final int THREADS = 32;

  private final KernelScratch work;

  FusedNeuNorm(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void forward(double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y) {
    run("neunorm_forward", carry, strength, s, u, x, y);
  }

  @Override
  public void backward(
      double carry, double strength, Tensor u, Tensor x, Tensor gy, Tensor gs, Tensor gu) {
    run("neunorm_weights", carry, strength, gy, u, x, gu); // first: gs may be gy itself
    run("neunorm_backward", carry, strength, gy, u, x, gs);
  }

  private void run(
      String kernel, double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y) {
    Shape shape = s.shape(); // [T,N,P,C]
    int rows = shape.count(1, 3);
    work.arguments()
        .tensors(s, u, x, y)
        .numbers(shape.size(0), rows, shape.size(2), shape.size(3), u.shape().size(-1))
        .numbers((float) carry, (float) strength)
        .launch(kernel, (long) THREADS * rows);
  }
}
