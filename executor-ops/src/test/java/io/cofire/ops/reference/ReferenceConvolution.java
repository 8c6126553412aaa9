package io.cofire.ops.reference;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;

/** y[m,p,q,o] = sum over i,a,b of x[m,p*stride+a-padding,q*stride+b-padding,i] * w[o,i,a,b]. */
final class ReferenceConvolution implements Convolution {

  private final ConvolutionShape shape;
  private final Precision precision;

  ReferenceConvolution(ConvolutionShape shape, Precision precision) {
    this.shape = shape;
    this.precision = precision;
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    ReferenceTensor in = Rounding.of(x, precision);
    ReferenceTensor weight = Rounding.of(w, precision);
    ReferenceTensor out = ReferenceTensor.of(y);
    out.clear();
    visit((xi, wi, yi) -> out.add(yi, in.at(xi) * weight.at(wi)));
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    forward(x, w, y);
    ReferenceTensor bias = ReferenceTensor.of(b);
    ReferenceTensor out = ReferenceTensor.of(y);
    int channels = shape.outputChannels();
    for (int i = 0; i < shape.output().elements(); i++) {
      out.add(i, bias.at(i % channels));
    }
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    backwardInput(gy, w, gx);
    backwardWeight(x, gy, gw);
  }

  private void backwardInput(Tensor gy, Tensor w, Tensor gx) {
    ReferenceTensor gradient = Rounding.of(gy, precision);
    ReferenceTensor weight = Rounding.of(w, precision);
    ReferenceTensor out = ReferenceTensor.of(gx);
    out.clear();
    visit((xi, wi, yi) -> out.add(xi, gradient.at(yi) * weight.at(wi)));
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    ReferenceTensor in = Rounding.of(x, precision);
    ReferenceTensor gradient = Rounding.of(gy, precision);
    ReferenceTensor out = ReferenceTensor.of(gw);
    visit((xi, wi, yi) -> out.add(wi, in.at(xi) * gradient.at(yi)));
  }

  private interface Product {
    void at(int x, int w, int y);
  }

  /** Calls with the flat indices of each product in the sum. */
  private void visit(Product product) {
    int y = 0;
    for (int image = 0; image < shape.images(); image++) {
      for (int p = 0; p < shape.outputHeight(); p++) {
        for (int q = 0; q < shape.outputWidth(); q++) {
          for (int o = 0; o < shape.outputChannels(); o++) {
            window(product, image, o, p, q, y++);
          }
        }
      }
    }
  }

  private void window(Product product, int image, int o, int p, int q, int y) {
    int kernel = shape.kernel();
    for (int i = 0; i < shape.inputChannels(); i++) {
      for (int a = 0; a < kernel; a++) {
        for (int b = 0; b < kernel; b++) {
          int row = p * shape.stride() + a - shape.padding();
          int column = q * shape.stride() + b - shape.padding();
          if (row >= 0 && row < shape.height() && column >= 0 && column < shape.width()) {
            int w = ((o * shape.inputChannels() + i) * kernel + a) * kernel + b;
            int pixel = (image * shape.height() + row) * shape.width() + column;
            product.at(pixel * shape.inputChannels() + i, w, y);
          }
        }
      }
    }
  }
}
