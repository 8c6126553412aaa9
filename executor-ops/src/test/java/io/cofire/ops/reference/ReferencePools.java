package io.cofire.ops.reference;

import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Tensor;
import java.util.Arrays;

/** One window at a time. */
final class ReferencePools implements PoolKernels {

  @Override
  public void maximum(Tensor x, int window, int stride, int padding, Tensor y) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor out = ReferenceTensor.of(y);
    int[] best = winners(in, out, window, stride, padding);
    for (int i = 0; i < best.length; i++) {
      out.put(i, in.at(best[i]));
    }
  }

  @Override
  public void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx) {
    ReferenceTensor gradient = ReferenceTensor.of(gy);
    ReferenceTensor out = ReferenceTensor.of(gx);
    int[] best = winners(ReferenceTensor.of(x), gradient, window, stride, padding);
    out.clear();
    for (int i = 0; i < best.length; i++) {
      out.add(best[i], gradient.at(i));
    }
  }

  @Override
  public void average(Tensor x, int window, int stride, int padding, Tensor y) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor out = ReferenceTensor.of(y);
    double share = 1.0 / (window * window);
    out.clear();
    visit(in, out, window, stride, padding, (xi, yi) -> out.add(yi, share * in.at(xi)));
  }

  @Override
  public void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx) {
    ReferenceTensor gradient = ReferenceTensor.of(gy);
    ReferenceTensor out = ReferenceTensor.of(gx);
    double share = 1.0 / (window * window);
    out.clear();
    visit(out, gradient, window, stride, padding, (xi, yi) -> out.add(xi, share * gradient.at(yi)));
  }

  @Override
  public void global(Tensor x, Tensor y) {
    ReferenceTensor in = ReferenceTensor.of(x);
    ReferenceTensor out = ReferenceTensor.of(y);
    int channels = in.shape().size(-1);
    int pixels = in.count() / out.count();
    for (int i = 0; i < out.count(); i++) {
      double sum = 0;
      for (int p = 0; p < pixels; p++) {
        sum += in.at((i / channels * pixels + p) * channels + i % channels);
      }
      out.put(i, sum / pixels);
    }
  }

  @Override
  public void globalBackward(Tensor gy, Tensor gx) {
    ReferenceTensor gradient = ReferenceTensor.of(gy);
    ReferenceTensor out = ReferenceTensor.of(gx);
    int channels = out.shape().size(-1);
    int pixels = out.count() / gradient.count();
    for (int i = 0; i < out.count(); i++) {
      int image = i / channels / pixels;
      out.put(i, gradient.at(image * channels + i % channels) / pixels);
    }
  }

  /** For each output, the flat index of the first largest input in its window. */
  private static int[] winners(
      ReferenceTensor x, ReferenceTensor y, int window, int stride, int padding) {
    int[] best = new int[y.count()];
    Arrays.fill(best, -1);
    visit(
        x,
        y,
        window,
        stride,
        padding,
        (xi, yi) -> {
          if (best[yi] < 0 || x.at(xi) > x.at(best[yi])) {
            best[yi] = xi;
          }
        });
    return best;
  }

  private interface Pair {
    void at(int x, int y);
  }

  /** Calls with the flat indices of each output and each input in its window, rows first. */
  private static void visit(
      ReferenceTensor x, ReferenceTensor y, int window, int stride, int padding, Pair pair) {
    int height = x.shape().size(-3);
    int width = x.shape().size(-2);
    int channels = x.shape().size(-1);
    int outHeight = y.shape().size(-3);
    int outWidth = y.shape().size(-2);
    for (int yi = 0; yi < y.count(); yi++) {
      int pixel = yi / channels;
      int image = pixel / (outHeight * outWidth);
      int top = pixel / outWidth % outHeight * stride - padding;
      int left = pixel % outWidth * stride - padding;
      for (int row = Math.max(top, 0); row < Math.min(top + window, height); row++) {
        for (int column = Math.max(left, 0); column < Math.min(left + window, width); column++) {
          pair.at(((image * height + row) * width + column) * channels + yi % channels, yi);
        }
      }
    }
  }
}
