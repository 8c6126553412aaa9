package io.cofire.ops.libtorch;

import io.cofire.ops.composed.ArrayMath;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** ATen's operations, each one kernel. */
final class TorchMath implements ArrayMath<Tensor> {

  /** Elements that are widened to double precision at a time. */
  private static final long WIDENED = 1 << 22;

  private final TensorOptions options;

  TorchMath(TensorOptions options) {
    this.options = options;
  }

  @Override
  public void within(Runnable work) {
    TorchCalls.within(work);
  }

  @Override
  public Tensor array(io.cofire.ops.tensor.Tensor tensor, int... sizes) {
    return TorchTensor.of(tensor).array(wide(sizes));
  }

  private static long[] wide(int[] sizes) {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  @Override
  public Tensor scratch(int... sizes) {
    return torch.empty(wide(sizes), options, new MemoryFormatOptional());
  }

  @Override
  public Tensor values(float[] elements, int... sizes) {
    return torch
        .from_blob(new FloatPointer(elements), wide(sizes))
        .to(options.device(), torch.ScalarType.Float);
  }

  @Override
  public void read(Tensor array, float[] elements) {
    FloatPointer host = new FloatPointer(elements.length);
    torch.from_blob(host, elements.length).copy_(array.reshape(elements.length));
    host.get(elements);
  }

  @Override
  public Tensor reshape(Tensor array, int... sizes) {
    return array.view(wide(sizes));
  }

  @Override
  public Tensor part(Tensor array, int from, int count) {
    return array.narrow(0, from, count);
  }

  @Override
  public Tensor pixels(Tensor images, int row, int column, int stride, int rows, int columns) {
    long[] sizes = {images.size(0), rows, columns, images.size(3)};
    long[] strides = {
      images.stride(0), stride * images.stride(1), stride * images.stride(2), images.stride(3)
    };
    long offset = images.storage_offset() + row * images.stride(1) + column * images.stride(2);
    return images.as_strided(sizes, strides, new LongOptional(offset));
  }

  @Override
  public void fill(Tensor out, double value) {
    out.fill_(new Scalar(value));
  }

  @Override
  public void copy(Tensor out, Tensor x) {
    out.copy_(x);
  }

  /** By way of a number that is a tensor, since ATen's own forms with a number copy the result. */
  @Override
  public void affine(Tensor out, Tensor x, double factor, double addend) {
    Tensor number = torch.scalar_tensor(new Scalar(addend), new TensorOptions());
    torch.add_out(out, number, x, new Scalar(factor));
  }

  @Override
  public void add(Tensor out, Tensor x, Tensor y, double factor) {
    torch.add_out(out, x, y, new Scalar(factor));
  }

  @Override
  public void addProduct(Tensor out, Tensor x, Tensor y, Tensor z, double factor) {
    torch.addcmul_out(out, x, y, z, new Scalar(factor));
  }

  @Override
  public void apply(Unary operation, Tensor out, Tensor x) {
    switch (operation) {
      case ABSOLUTE -> torch.abs_out(out, x);
      case SQUARE -> torch.mul_out(out, x, x);
      case SQUARE_ROOT -> torch.sqrt_out(out, x);
      case HYPERBOLIC_COSINE -> torch.cosh_out(out, x);
      case RECIPROCAL -> torch.reciprocal_out(out, x);
      case POSITIVE_PART -> torch.clamp_min_out(out, x, new Scalar(0.0));
    }
  }

  @Override
  public void apply(Binary operation, Tensor out, Tensor x, Tensor y) {
    switch (operation) {
      case MULTIPLY -> torch.mul_out(out, x, y);
      case DIVIDE -> torch.div_out(out, x, y);
      case MAXIMUM -> torch.maximum_out(out, x, y);
      case EQUAL -> torch.eq_out(out, x, y);
    }
  }

  @Override
  public void compare(Comparison comparison, Tensor out, Tensor x, double bound) {
    Scalar number = new Scalar(bound);
    switch (comparison) {
      case ABOVE -> torch.gt_out(out, x, number);
      case AT_OR_ABOVE -> torch.ge_out(out, x, number);
      case BELOW -> torch.lt_out(out, x, number);
    }
  }

  @Override
  public void sum(Tensor out, Tensor x) {
    torch.sum_out(out, x, new long[] {1}, false, new ScalarTypeOptional());
  }

  @Override
  public double total(Tensor x) {
    return x.sum(new ScalarTypeOptional(torch.ScalarType.Double)).item_double();
  }

  @Override
  public double sumOfSquares(Tensor x) {
    long elements = x.numel();
    double sum = 0;
    for (long from = 0; from < elements; from += WIDENED) {
      Tensor part = x.narrow(0, from, Math.min(WIDENED, elements - from));
      Tensor widened = part.to(torch.ScalarType.Double);
      sum += widened.dot(widened).item_double();
    }
    return sum;
  }

  @Override
  public long countNonZero(Tensor x) {
    return x.count_nonzero().item_long();
  }
}
