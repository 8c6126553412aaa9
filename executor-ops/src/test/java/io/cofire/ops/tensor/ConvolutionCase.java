package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

/** Inputs of a convolution's forward and backward. */
final class ConvolutionCase {

  private final float[] x;
  private final float[] w;
  private final float[] b;
  private final float[] gy;

  private ConvolutionCase(float[] x, float[] w, float[] b, float[] gy) {
    this.x = x;
    this.w = w;
    this.b = b;
    this.gy = gy;
  }

  static ConvolutionCase random(Workbench bench, ConvolutionShape shape) {
    return new ConvolutionCase(
        bench.uniform(shape.input(), -1, 1),
        bench.uniform(shape.weight(), -1, 1),
        bench.uniform(shape.bias(), -1, 1),
        bench.uniform(shape.output(), -1, 1));
  }

  float[] x() {
    return x;
  }

  float[] w() {
    return w;
  }

  float[] b() {
    return b;
  }

  float[] gy() {
    return gy;
  }

  /** Runs the engine's operations twice, since a call site is used on every step. */
  void check(
      Workbench bench,
      ConvolutionShape shape,
      org.bytedeco.pytorch.Tensor expectedY,
      org.bytedeco.pytorch.Tensor expectedBiased,
      org.bytedeco.pytorch.Tensor expectedGx,
      org.bytedeco.pytorch.Tensor expectedGw) {
    Convolution convolution = bench.kernels.convolution(shape);
    for (int step = 0; step < 2; step++) {
      Tensor in = bench.put(x, shape.input());
      Tensor weight = bench.put(w, shape.weight());
      Tensor gradient = bench.put(gy, shape.output());
      Tensor y = bench.room(shape.output());
      convolution.forward(in, weight, y);
      bench.assertClose(y, expectedY);
      Tensor biased = bench.room(shape.output());
      convolution.forward(in, weight, bench.put(b, shape.bias()), biased);
      bench.assertClose(biased, expectedBiased);
      Tensor gx = bench.room(shape.input());
      Tensor gw = bench.put(w, shape.weight()); // backward adds to what is there
      convolution.backward(in, weight, gradient, gx, gw);
      bench.assertClose(gx, expectedGx);
      bench.assertClose(gw, expectedGw);
      Tensor gwOnly = bench.put(w, shape.weight());
      convolution.backwardWeight(in, gradient, gwOnly);
      bench.assertClose(gwOnly, expectedGw);
      if (convolution instanceof SeparableConvolution apart) {
        Tensor gxOnly = bench.room(shape.input());
        apart.backwardInput(weight, gradient, gxOnly);
        assertThat(bench.take(gxOnly)).isEqualTo(bench.take(gx));
        assertThat(bench.take(gwOnly)).isEqualTo(bench.take(gw));
      }
    }
  }
}
