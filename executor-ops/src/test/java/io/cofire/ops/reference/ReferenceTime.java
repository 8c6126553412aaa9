package io.cofire.ops.reference;

import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;

/** Element by element. */
final class ReferenceTime implements TimeKernels {

  @Override
  public void repeat(Tensor x, Tensor y) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor out = ReferenceTensor.of(y);
    for (int i = 0; i < out.count(); i++) {
      out.put(i, in.at(i % in.count()));
    }
  }

  @Override
  public void repeatBackward(Tensor gy, Tensor gx) {
    sumOverTime(ReferenceTensor.of(gy), ReferenceTensor.of(gx), 1);
  }

  @Override
  public void mask(Tensor x, Tensor mask, Tensor y) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor factors = ReferenceTensor.of(mask);
    ReferenceTensor out = ReferenceTensor.of(y);
    for (int i = 0; i < out.count(); i++) {
      out.put(i, factors.at(i % factors.count()) * in.at(i));
    }
  }

  @Override
  public void timeMean(Tensor x, Tensor y) {
    sumOverTime(ReferenceTensor.of(x), ReferenceTensor.of(y), x.shape().size(0));
  }

  @Override
  public void timeMeanBackward(Tensor gy, Tensor gx) {
    ReferenceTensor gradient = ReferenceTensor.of(gy);
    ReferenceTensor out = ReferenceTensor.of(gx);
    for (int i = 0; i < out.count(); i++) {
      out.put(i, gradient.at(i % gradient.count()) / gx.shape().size(0));
    }
  }

  @Override
  public long countNonZero(Tensor x) {
    ReferenceTensor in = ReferenceTensor.of(x);
    long count = 0;
    for (int i = 0; i < in.count(); i++) {
      count += in.at(i) != 0 ? 1 : 0;
    }
    return count;
  }

  private static void sumOverTime(ReferenceTensor in, ReferenceTensor out, int divisor) {
    for (int i = 0; i < out.count(); i++) {
      double sum = 0;
      for (int j = i; j < in.count(); j += out.count()) {
        sum += in.at(j);
      }
      out.put(i, sum / divisor);
    }
  }
}
