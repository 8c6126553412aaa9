package io.cofire.ops.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The oracle: libtorch and its autograd in double precision. Call it inside a PointerScope. */
final class Torch {

  private Torch() {}

  /** A leaf whose gradient backward collects. */
  static Tensor leaf(float[] values, Shape shape) {
    return constant(values, shape).set_requires_grad(true);
  }

  static Tensor constant(float[] values, Shape shape) {
    return torch
        .from_blob(new FloatPointer(values), sizes(shape))
        .to(torch.ScalarType.Double)
        .clone();
  }

  /** Our images [M,H,W,C] as libtorch's [M,C,H,W]. */
  static Tensor channelsFirst(Tensor images) {
    return images.permute(0, 3, 1, 2);
  }

  /** libtorch's images [M,C,H,W] as ours. */
  static Tensor channelsLast(Tensor images) {
    return images.permute(0, 2, 3, 1);
  }

  static long[] sizes(Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  /** Sends a gradient back from y. */
  static void backward(Tensor y, float[] gradient, Shape shape) {
    y.mul(constant(gradient, shape)).sum().backward();
  }

  static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    new DoublePointer(tensor.detach().contiguous().data_ptr()).get(values);
    return values;
  }
}
