package io.cofire.ops.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;

/** Convolutions against libtorch. */
interface ConvolutionContract extends EngineContract {

  @ParameterizedTest
  @ConvolutionSizes
  default void convolutionEqualsAutograd(
      int images, int in, int height, int width, int out, int kernel, int stride, int padding) {
    ConvolutionShape shape =
        new ConvolutionShape(images, in, height, width, out, kernel, stride, padding);
    try (Workbench bench = new Workbench(engine(), "convolution")) {
      ConvolutionCase values = ConvolutionCase.random(bench, shape);
      var x = Torch.leaf(values.x(), shape.input());
      var w = Torch.leaf(values.w(), shape.weight());
      long[] step = {stride, stride};
      long[] pad = {padding, padding};
      var y =
          Torch.channelsLast(
              torch.conv2d(
                  Torch.channelsFirst(x),
                  w,
                  new TensorOptional(),
                  step,
                  pad,
                  new long[] {1, 1},
                  1));
      Torch.backward(y, values.gy(), shape.output());
      var gw = w.grad().add(Torch.constant(values.w(), shape.weight()));
      var biased = y.add(Torch.constant(values.b(), shape.bias()));
      values.check(bench, shape, y, biased, x.grad(), gw);
    }
  }
}
