package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions by ATen, which takes oneDNN on a processor and cuDNN on a GPU. */
final class TorchConvolution implements Convolution {

  private static final long[] DILATION = {1, 1};
  private static final long[] OUTPUT_PADDING = {0, 0};

  private final long[] stride;
  private final long[] padding;

  TorchConvolution(ConvolutionShape shape) {
    stride = new long[] {shape.stride(), shape.stride()};
    padding = new long[] {shape.padding(), shape.padding()};
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    TorchCalls.within(() -> forward(x, w, new TensorOptional(), y));
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    TorchCalls.within(() -> forward(x, w, new TensorOptional(TorchTensor.of(b).flat()), y));
  }

  private void forward(Tensor x, Tensor w, TensorOptional b, Tensor y) {
    images(y)
        .copy_(
            torch.convolution(
                images(x), weight(w), b, stride, padding, DILATION, false, OUTPUT_PADDING, 1));
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    TorchCalls.within(
        () -> {
          T_TensorTensorTensor_T gradients = gradients(x, weight(w), gy, true);
          images(gx).copy_(gradients.get0());
          weight(gw).add_(gradients.get1());
        });
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    // Of the weight only the sizes are read then, and gw has them.
    TorchCalls.within(() -> weight(gw).add_(gradients(x, weight(gw), gy, false).get1()));
  }

  private T_TensorTensorTensor_T gradients(
      Tensor x, org.bytedeco.pytorch.Tensor w, Tensor gy, boolean ofInput) {
    BoolPointer wanted = new BoolPointer(3).put(0, ofInput).put(1, true).put(2, false);
    return torch.convolution_backward(
        images(gy),
        images(x),
        w,
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
