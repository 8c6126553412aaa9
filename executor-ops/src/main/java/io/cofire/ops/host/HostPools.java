package io.cofire.ops.host;

import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/** Pools over host memory, one plane [H,W] after the other. */
public final class HostPools implements PoolKernels {

  private final HostFloats floats;
  private float[] wide = Blocks.block();
  private float[] narrow = Blocks.block();
  private float[] result = Blocks.block();

  /** Pools for one thread. */
  public HostPools(HostFloats floats) {
    this.floats = floats;
  }

  @Override
  public void maximum(Tensor x, int window, int stride, int padding, Tensor y) {
    PoolWindow plane = plane(x, y, window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    for (int i = 0; i < planes(x.shape()); i++) {
      Blocks.read(in, i * plane.inputSize(), wide, plane.inputSize());
      plane.maximum(wide, narrow);
      Blocks.write(narrow, plane.outputSize(), out, i * plane.outputSize());
    }
  }

  @Override
  public void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx) {
    PoolWindow plane = plane(x, gy, window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    for (int i = 0; i < planes(x.shape()); i++) {
      Blocks.read(in, i * plane.inputSize(), wide, plane.inputSize());
      Blocks.read(gradient, i * plane.outputSize(), narrow, plane.outputSize());
      plane.maximumBackward(wide, narrow, result);
      Blocks.write(result, plane.inputSize(), out, i * plane.inputSize());
    }
  }

  @Override
  public void average(Tensor x, int window, int stride, int padding, Tensor y) {
    PoolWindow plane = plane(x, y, window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    for (int i = 0; i < planes(x.shape()); i++) {
      Blocks.read(in, i * plane.inputSize(), wide, plane.inputSize());
      plane.average(wide, narrow);
      Blocks.write(narrow, plane.outputSize(), out, i * plane.outputSize());
    }
  }

  @Override
  public void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx) {
    PoolWindow plane = plane(gx, gy, window, stride, padding);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    for (int i = 0; i < planes(gx.shape()); i++) {
      Blocks.read(gradient, i * plane.outputSize(), narrow, plane.outputSize());
      plane.averageBackward(narrow, wide);
      Blocks.write(wide, plane.inputSize(), out, i * plane.inputSize());
    }
  }

  @Override
  public void global(Tensor x, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    int pixels = in.capacity() / out.capacity();
    reserve(pixels, 1);
    for (int i = 0; i < out.capacity(); i++) {
      Blocks.read(in, i * pixels, wide, pixels);
      double sum = 0;
      for (int p = 0; p < pixels; p++) {
        sum += wide[p];
      }
      out.put(i, (float) (sum / pixels));
    }
  }

  @Override
  public void globalBackward(Tensor gy, Tensor gx) {
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    int pixels = out.capacity() / gradient.capacity();
    reserve(pixels, 1);
    for (int i = 0; i < gradient.capacity(); i++) {
      float share = gradient.get(i) / pixels;
      for (int p = 0; p < pixels; p++) {
        wide[p] = share;
      }
      Blocks.write(wide, pixels, out, i * pixels);
    }
  }

  private PoolWindow plane(Tensor x, Tensor y, int window, int stride, int padding) {
    PoolWindow plane =
        new PoolWindow(
            x.shape().size(-2),
            x.shape().size(-1),
            y.shape().size(-2),
            y.shape().size(-1),
            window,
            stride,
            padding);
    reserve(plane.inputSize(), plane.outputSize());
    return plane;
  }

  private void reserve(int input, int output) {
    if (wide.length < input) {
      wide = new float[input];
      result = new float[input];
    }
    if (narrow.length < output) {
      narrow = new float[output];
    }
  }

  private static int planes(Shape shape) {
    return Math.toIntExact(shape.elements(0, shape.axes() - 2));
  }
}
