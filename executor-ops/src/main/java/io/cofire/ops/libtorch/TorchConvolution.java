package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.SeparableConvolution;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions by ATen, which takes oneDNN on a processor and cuDNN on a GPU. It has none of
 * factors of 16 bits that gives float32: there what comes out has been rounded to 16 bits too,
 * once, behind sums in float32.
 */
final class TorchConvolution implements SeparableConvolution {

  private static final long[] DILATION = {1, 1};
  private static final long[] OUTPUT_PADDING = {0, 0};

  private final long[] stride;
  private final long[] padding;
  private final Factors factors;

  TorchConvolution(ConvolutionShape shape, Factors factors) {
    this.factors = factors;
    stride = new long[] {shape.stride(), shape.stride()};
    padding = new long[] {shape.padding(), shape.padding()};
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    TorchCalls.within(() -> images(y).copy_(product(x, w)));
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    TorchCalls.within(
        () -> {
          if (factors.areFloats()) {
            var bias = new TensorOptional(TorchTensor.of(b).flat());
            images(y).copy_(product(images(x), weight(w), bias));
          } else { // a bias has no factor, and keeps its bits
            images(y)
                .copy_(product(x, w))
                .add_(TorchTensor.of(b).array(1, b.shape().size(0), 1, 1));
          }
        });
  }

  private org.bytedeco.pytorch.Tensor product(Tensor x, Tensor w) {
    return product(factors.of(images(x)), factors.of(weight(w)), new TensorOptional());
  }

  private org.bytedeco.pytorch.Tensor product(
      org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor w, TensorOptional b) {
    return torch.convolution(x, w, b, stride, padding, DILATION, false, OUTPUT_PADDING, 1);
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    TorchCalls.within(
        () -> {
          T_TensorTensorTensor_T gradients = gradients(x, weight(w), gy, true, true);
          images(gx).copy_(gradients.get0());
          weight(gw).add_(gradients.get1());
        });
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    // Of the weight only the sizes are read then, and gw has them.
    TorchCalls.within(() -> weight(gw).add_(gradients(x, weight(gw), gy, false, true).get1()));
  }

  /** Of the input only the sizes are read, and gx has them. */
  @Override
  public void backwardInput(Tensor w, Tensor gy, Tensor gx) {
    TorchCalls.within(() -> images(gx).copy_(gradients(gx, weight(w), gy, true, false).get0()));
  }

  private T_TensorTensorTensor_T gradients(
      Tensor x, org.bytedeco.pytorch.Tensor w, Tensor gy, boolean ofInput, boolean ofWeight) {
    BoolPointer wanted = new BoolPointer(3).put(0, ofInput).put(1, ofWeight).put(2, false);
    return torch.convolution_backward(
        factors.of(images(gy)),
        factors.of(images(x)),
        factors.of(w),
        new LongArrayRefOptional(),
        stride,
        padding,
        DILATION,
        false,
        OUTPUT_PADDING,
        1,
        wanted);
  }

  private static org.bytedeco.pytorch.Tensor images(Tensor tensor) {
    return TorchTensor.of(tensor).images();
  }

  private static org.bytedeco.pytorch.Tensor weight(Tensor tensor) {
    int[] sizes = tensor.shape().toArray(); // [oC,iC,kH,kW]
    return TorchTensor.of(tensor).array(sizes[0], sizes[1], sizes[2], sizes[3]);
  }
}
