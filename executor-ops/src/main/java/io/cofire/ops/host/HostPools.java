package io.cofire.ops.host;

import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Pools over host memory: windows by rows of output pixels, their backward by images. */
public final class HostPools implements PoolKernels {

  private final HostFloats floats;
  private final Crew crew;
  private final List<PoolRows> own;
  private final List<PoolGradients> back;
  private float[] image = {};

  /** Pools on a rank's threads. */
  public HostPools(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.own = crew.own(PoolRows::new);
    this.back = crew.own(PoolGradients::new);
  }

  /** What happens at one row of outputs. */
  private interface Row {
    void at(PoolRows its, int image, int p);
  }

  /** What happens at one image of inputs. */
  private interface Image {
    void at(PoolGradients its, int image);
  }

  @Override
  public void maximum(Tensor x, int window, int stride, int padding, Tensor y) {
    PoolWindow plan = PoolWindow.of(x.shape(), y.shape(), window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    rows(plan, out, (its, i, p) -> its.maximum(plan, in, i, p, out));
  }

  @Override
  public void average(Tensor x, int window, int stride, int padding, Tensor y) {
    PoolWindow plan = PoolWindow.of(x.shape(), y.shape(), window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    rows(plan, out, (its, i, p) -> its.average(plan, in, i, p, out));
  }

  private void rows(PoolWindow plan, FloatBuffer out, Row row) {
    crew.each(
        own,
        out.capacity() / plan.outRowSize(),
        (its, from, until) -> {
          for (int i = from; i < until; i++) {
            row.at(its, i / plan.outHeight(), i % plan.outHeight());
          }
        });
  }

  @Override
  public void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx) {
    PoolWindow plan = PoolWindow.of(x.shape(), gy.shape(), window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    images(plan, out, (its, i) -> its.maximum(plan, in, gradient, i, out));
  }

  @Override
  public void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx) {
    PoolWindow plan = PoolWindow.of(gx.shape(), gy.shape(), window, stride, padding);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    images(plan, out, (its, i) -> its.average(plan, gradient, i, out));
  }

  private void images(PoolWindow plan, FloatBuffer out, Image image) {
    crew.eachLarge(
        back,
        out.capacity() / plan.imageSize(),
        (its, from, until) -> {
          for (int i = from; i < until; i++) {
            image.at(its, i);
          }
        });
  }

  @Override
  public void global(Tensor x, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    int channels = x.shape().size(-1);
    int size = in.capacity() / (out.capacity() / channels);
    reserve(size);
    double[] sums = new double[channels];
    float[] means = new float[channels];
    for (int i = 0; i < out.capacity() / channels; i++) {
      Blocks.read(in, i * size, image, size);
      Arrays.fill(sums, 0);
      for (int from = 0; from < size; from += channels) {
        accumulate(image, from, sums);
      }
      for (int c = 0; c < channels; c++) {
        means[c] = (float) (sums[c] * channels / size);
      }
      Blocks.write(means, channels, out, i * channels);
    }
  }

  private static void accumulate(float[] x, int from, double[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += x[from + c];
    }
  }

  @Override
  public void globalBackward(Tensor gy, Tensor gx) {
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    int channels = gx.shape().size(-1);
    int pixels = out.capacity() / gradient.capacity();
    reserve(pixels * channels);
    float[] means = new float[channels];
    for (int i = 0; i < gradient.capacity() / channels; i++) {
      Blocks.read(gradient, i * channels, means, channels);
      for (int c = 0; c < channels; c++) {
        means[c] /= pixels;
      }
      for (int p = 0; p < pixels; p++) {
        System.arraycopy(means, 0, image, p * channels, channels);
      }
      Blocks.write(image, pixels * channels, out, i * pixels * channels);
    }
  }

  private void reserve(int size) {
    if (image.length < size) {
      image = new float[size];
    }
  }
}
