package io.cofire.ops.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions against libtorch. */
interface ConvolutionContract extends EngineContract {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, 7, 1, 1, 1, 0",
    "3, 5, 9, 7, 3, 1, 2, 0",
    "5, 2, 34, 33, 13, 3, 1, 1",
    "3, 17, 11, 13, 19, 3, 2, 1",
    "2, 16, 12, 12, 32, 3, 2, 1",
    "2, 3, 23, 19, 7, 7, 2, 3",
    "6, 32, 8, 8, 16, 3, 1, 1",
    "4, 64, 6, 5, 64, 3, 1, 0"
  })
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
