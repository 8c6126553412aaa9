package io.cofire.ops.fused;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Tensor;

/** Joins, each a kernel. */
final class FusedJoins implements JoinKernels {

  private static final int ADD = 0;
  private static final int AND = 1;
  private static final int IAND = 2;
  private static final int AND_BACKWARD = 3;
  private static final int IAND_BACKWARD = 4;

  private final KernelScratch work;

  FusedJoins(KernelScratch work) {
    this.work = work;
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    join(ADD, a, b, out);
  }

  @Override
  public void and(Tensor a, Tensor x, Tensor out) {
    join(AND, a, x, out);
  }

  @Override
  public void iand(Tensor a, Tensor x, Tensor out) {
    join(IAND, a, x, out);
  }

  private void join(int what, Tensor a, Tensor x, Tensor out) {
    long n = out.shape().elements();
    int width = work.width(n, a, x, out);
    work.arguments()
        .tensors(a, x)
        .addresses(0)
        .tensors(out)
        .addresses(0)
        .counts(n)
        .numbers(what, width)
        .launch("join", n / width);
  }

  @Override
  public void andBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    backward(AND_BACKWARD, a, x, g, ga, gx);
  }

  @Override
  public void iandBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    backward(IAND_BACKWARD, a, x, g, ga, gx);
  }

  private void backward(int what, Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    long n = g.shape().elements();
    int width = work.width(n, a, x, g, ga, gx);
    work.arguments()
        .tensors(a, x, g, ga, gx)
        .counts(n)
        .numbers(what, width)
        .launch("join", n / width);
  }
}
