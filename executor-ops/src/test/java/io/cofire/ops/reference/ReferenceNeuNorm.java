package io.cofire.ops.reference;

import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.Tensor;

/** The equations of {@link NeuNormKernels}, one pixel at a time. */
final class ReferenceNeuNorm implements NeuNormKernels {

  @Override
  public void forward(double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y) {
    ReferenceTensor spikes = ReferenceTensor.of(s);
    ReferenceTensor weights = ReferenceTensor.of(u);
    ReferenceTensor trace = ReferenceTensor.of(x);
    ReferenceTensor out = ReferenceTensor.of(y);
    int maps = s.shape().size(3);
    int before = s.shape().size(1) * s.shape().size(2);
    for (int i = 0; i < trace.count(); i++) {
      double sum = 0;
      for (int c = 0; c < maps; c++) {
        sum += spikes.at(i * maps + c);
      }
      trace.put(i, (i < before ? 0 : carry * trace.at(i - before)) + strength * sum);
      for (int c = 0; c < maps; c++) {
        double inhibition = weights.at(weight(s, u, i, c)) * trace.at(i);
        out.put(i * maps + c, spikes.at(i * maps + c) - inhibition);
      }
    }
  }

  @Override
  public void backward(
      double carry, double strength, Tensor u, Tensor x, Tensor gy, Tensor gs, Tensor gu) {
    ReferenceTensor weights = ReferenceTensor.of(u);
    ReferenceTensor trace = ReferenceTensor.of(x);
    ReferenceTensor in = ReferenceTensor.of(gy);
    ReferenceTensor out = ReferenceTensor.of(gs);
    ReferenceTensor learned = ReferenceTensor.of(gu);
    int maps = gy.shape().size(3);
    int before = gy.shape().size(1) * gy.shape().size(2);
    double[] slopes = new double[trace.count()];
    for (int i = trace.count() - 1; i >= 0; i--) {
      slopes[i] = i + before < slopes.length ? carry * slopes[i + before] : 0;
      for (int c = 0; c < maps; c++) {
        double gradient = in.at(i * maps + c);
        slopes[i] -= gradient * weights.at(weight(gy, u, i, c));
        learned.add(weight(gy, u, i, c), -gradient * trace.at(i));
      }
      for (int c = 0; c < maps; c++) {
        out.put(i * maps + c, in.at(i * maps + c) + strength * slopes[i]);
      }
    }
  }

  /** Place in u of a map's weight at an element of the trace. */
  private static int weight(Tensor s, Tensor u, int i, int c) {
    int own = u.shape().size(-1);
    return i % s.shape().size(2) * own + (own == 1 ? 0 : c);
  }
}
