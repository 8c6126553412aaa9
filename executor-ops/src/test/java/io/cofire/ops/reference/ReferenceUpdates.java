package io.cofire.ops.reference;

import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;

/** Element by element. */
final class ReferenceUpdates implements UpdateKernels {

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradients,
      Tensor velocity,
      float rate,
      float momentum,
      float weightDecay) {
    ReferenceTensor p = ReferenceTensor.of(parameters);
    ReferenceTensor g = ReferenceTensor.of(gradients);
    ReferenceTensor v = ReferenceTensor.of(velocity);
    for (int i = 0; i < p.count(); i++) {
      double d = g.at(i) + weightDecay * p.at(i);
      v.put(i, momentum * v.at(i) + d);
      p.put(i, p.at(i) - rate * v.at(i));
    }
  }

  @Override
  public void adam(
      Tensor parameters, Tensor gradients, Tensor first, Tensor second, AdamStep step) {
    ReferenceTensor p = ReferenceTensor.of(parameters);
    ReferenceTensor g = ReferenceTensor.of(gradients);
    ReferenceTensor m = ReferenceTensor.of(first);
    ReferenceTensor v = ReferenceTensor.of(second);
    for (int i = 0; i < p.count(); i++) {
      double d = g.at(i) + step.weightDecay() * p.at(i);
      m.put(i, step.beta1() * m.at(i) + (1 - step.beta1()) * d);
      v.put(i, step.beta2() * v.at(i) + (1 - step.beta2()) * d * d);
      double root = step.secondScale() * Math.sqrt(v.at(i)) + step.epsilon();
      p.put(i, p.at(i) - step.rate() * m.at(i) / root);
    }
  }

  @Override
  public void scale(Tensor x, float factor) {
    ReferenceTensor all = ReferenceTensor.of(x);
    for (int i = 0; i < all.count(); i++) {
      all.put(i, factor * all.at(i));
    }
  }

  @Override
  public void average(Tensor a, Tensor x, float decay) {
    ReferenceTensor average = ReferenceTensor.of(a);
    ReferenceTensor now = ReferenceTensor.of(x);
    for (int i = 0; i < average.count(); i++) {
      average.put(i, decay * average.at(i) + (1 - decay) * now.at(i));
    }
  }

  @Override
  public double sumOfSquares(Tensor x) {
    ReferenceTensor in = ReferenceTensor.of(x);
    double sum = 0;
    for (int i = 0; i < in.count(); i++) {
      sum += in.at(i) * in.at(i);
    }
    return sum;
  }
}
