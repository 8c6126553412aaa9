package io.cofire.ops.reference;

import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Tensor;

/** x[m,c]: every loop runs over the flat index, whose channel is index % C. */
final class ReferenceNorms implements NormKernels {

  @Override
  public void moments(Tensor x, float[] mean, float[] m2) {
    ReferenceTensor in = ReferenceTensor.of(x);
    double[] sums = new double[mean.length];
    double[] squares = new double[mean.length];
    double count = (double) in.count() / mean.length;
    for (int i = 0; i < in.count(); i++) {
      sums[channel(in, i)] += in.at(i);
    }
    for (int i = 0; i < in.count(); i++) {
      double deviation = in.at(i) - sums[channel(in, i)] / count;
      squares[channel(in, i)] += deviation * deviation;
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] = (float) (sums[c] / count);
      m2[c] = (float) squares[c];
    }
  }

  @Override
  public void affine(Tensor x, float[] scale, float[] shift, Tensor y) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor out = ReferenceTensor.of(y);
    for (int i = 0; i < in.count(); i++) {
      int c = channel(in, i);
      out.put(i, scale[c] * in.at(i) + shift[c]);
    }
  }

  @Override
  public void gradientSums(
      Tensor x,
      Tensor gy,
      float[] mean,
      float[] inverseDeviation,
      float[] sumGy,
      float[] sumGyXhat) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor gradient = ReferenceTensor.of(gy);
    double[] sums = new double[mean.length];
    double[] products = new double[mean.length];
    for (int i = 0; i < in.count(); i++) {
      int c = channel(in, i);
      sums[c] += gradient.at(i);
      products[c] += gradient.at(i) * (in.at(i) - mean[c]) * inverseDeviation[c];
    }
    for (int c = 0; c < mean.length; c++) {
      sumGy[c] = (float) sums[c];
      sumGyXhat[c] = (float) products[c];
    }
  }

  @Override
  public void inputGradient(Tensor x, Tensor gy, float[] a, float[] b, float[] k, Tensor gx) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor gradient = ReferenceTensor.of(gy);
    ReferenceTensor out = ReferenceTensor.of(gx);
    for (int i = 0; i < in.count(); i++) {
      int c = channel(in, i);
      out.put(i, a[c] * gradient.at(i) + b[c] * in.at(i) + k[c]);
    }
  }

  private static int channel(ReferenceTensor x, int index) {
    return index % x.shape().size(-1);
  }
}
