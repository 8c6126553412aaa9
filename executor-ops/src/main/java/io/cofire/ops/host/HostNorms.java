package io.cofire.ops.host;

import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Norms over host memory. Sums run lane by lane in single precision over a few images and are then
 * collected in double precision.
 */
public final class HostNorms implements NormKernels {

  /** Images that are summed in single precision: their rounding stays below 1e-6. */
  private static final int SINGLE_PRECISION_IMAGES = 16;

  private final HostFloats floats;
  private final float[] first = Blocks.block();
  private final float[] second = Blocks.block();
  private final float[] lanesA = Blocks.block();
  private final float[] lanesB = Blocks.block();
  private final float[] lanesC = Blocks.block();

  /** Norms for one thread. */
  public HostNorms(HostFloats floats) {
    this.floats = floats;
  }

  @Override
  public void moments(Tensor x, float[] mean, float[] m2) {
    FloatBuffer in = floats.of(x);
    ImageLayout layout = ImageLayout.of(x.shape());
    double count = (double) layout.images() * layout.pixels();
    double[] sums = new double[layout.channels()];
    double[] residues = new double[layout.channels()];
    double[] squares = new double[layout.channels()];
    int group = layout.groupChannels() * layout.pixels();
    // The second pass over a group of channels finds it in the cache.
    for (int from = 0; from < layout.imageSize(); from += group) {
      int to = Math.min(from + group, layout.imageSize());
      for (int offset = from; offset < to; offset += layout.chunkSize(offset)) {
        sum(in, layout, offset, sums);
      }
      for (int c = from / layout.pixels(); c < to / layout.pixels(); c++) {
        mean[c] = (float) (sums[c] / count);
      }
      for (int offset = from; offset < to; offset += layout.chunkSize(offset)) {
        deviations(in, layout, offset, mean, residues, squares);
      }
    }
    for (int c = 0; c < layout.channels(); c++) {
      // The deviations were taken from the mean as rounded to a float.
      m2[c] = (float) (squares[c] - residues[c] * residues[c] / count);
    }
  }

  private void sum(FloatBuffer in, ImageLayout layout, int offset, double[] sums) {
    int count = layout.chunkSize(offset);
    Arrays.fill(lanesA, 0);
    for (int image = 0; image < layout.images(); image++) {
      Blocks.read(in, image * layout.imageSize() + offset, first, count);
      accumulate(first, lanesA, count);
      if (isFull(image, layout)) {
        layout.collect(lanesA, offset, count, sums);
        Arrays.fill(lanesA, 0);
      }
    }
  }

  private static void accumulate(float[] x, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += x[i];
    }
  }

  private void deviations(
      FloatBuffer in,
      ImageLayout layout,
      int offset,
      float[] mean,
      double[] residues,
      double[] squares) {
    int count = layout.chunkSize(offset);
    layout.expand(mean, offset, count, lanesC);
    Arrays.fill(lanesA, 0);
    Arrays.fill(lanesB, 0);
    for (int image = 0; image < layout.images(); image++) {
      Blocks.read(in, image * layout.imageSize() + offset, first, count);
      accumulateDeviations(first, lanesC, lanesA, lanesB, count);
      if (isFull(image, layout)) {
        layout.collect(lanesA, offset, count, residues);
        layout.collect(lanesB, offset, count, squares);
        Arrays.fill(lanesA, 0);
        Arrays.fill(lanesB, 0);
      }
    }
  }

  private static void accumulateDeviations(
      float[] x, float[] mean, float[] sums, float[] squares, int count) {
    for (int i = 0; i < count; i++) {
      float deviation = x[i] - mean[i];
      sums[i] += deviation;
      squares[i] += deviation * deviation;
    }
  }

  @Override
  public void affine(Tensor x, float[] scale, float[] shift, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    ImageLayout layout = ImageLayout.of(x.shape());
    int count;
    for (int offset = 0; offset < layout.imageSize(); offset += count) {
      count = layout.chunkSize(offset);
      layout.expand(scale, offset, count, lanesA);
      layout.expand(shift, offset, count, lanesB);
      for (int image = 0; image < layout.images(); image++) {
        int index = image * layout.imageSize() + offset;
        Blocks.read(in, index, first, count);
        multiplyAdd(first, lanesA, lanesB, count);
        Blocks.write(first, count, out, index);
      }
    }
  }

  private static void multiplyAdd(float[] x, float[] scale, float[] shift, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = scale[i] * x[i] + shift[i];
    }
  }

  @Override
  public void gradientSums(
      Tensor x,
      Tensor gy,
      float[] mean,
      float[] inverseDeviation,
      float[] sumGy,
      float[] sumGyXhat) {
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(gy);
    ImageLayout layout = ImageLayout.of(x.shape());
    double[] sums = new double[layout.channels()];
    double[] products = new double[layout.channels()];
    int count;
    for (int offset = 0; offset < layout.imageSize(); offset += count) {
      count = layout.chunkSize(offset);
      layout.expand(mean, offset, count, lanesC);
      gradientSums(in, gradient, layout, offset, sums, products);
    }
    for (int c = 0; c < layout.channels(); c++) {
      sumGy[c] = (float) sums[c];
      sumGyXhat[c] = (float) (products[c] * inverseDeviation[c]);
    }
  }

  private void gradientSums(
      FloatBuffer in,
      FloatBuffer gradient,
      ImageLayout layout,
      int offset,
      double[] sums,
      double[] products) {
    int count = layout.chunkSize(offset);
    Arrays.fill(lanesA, 0);
    Arrays.fill(lanesB, 0);
    for (int image = 0; image < layout.images(); image++) {
      int index = image * layout.imageSize() + offset;
      Blocks.read(in, index, first, count);
      Blocks.read(gradient, index, second, count);
      accumulateProducts(first, second, lanesC, lanesA, lanesB, count);
      if (isFull(image, layout)) {
        layout.collect(lanesA, offset, count, sums);
        layout.collect(lanesB, offset, count, products);
        Arrays.fill(lanesA, 0);
        Arrays.fill(lanesB, 0);
      }
    }
  }

  private static void accumulateProducts(
      float[] x, float[] gy, float[] mean, float[] sums, float[] products, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += gy[i];
      products[i] += gy[i] * (x[i] - mean[i]);
    }
  }

  @Override
  public void inputGradient(Tensor x, Tensor gy, float[] a, float[] b, float[] k, Tensor gx) {
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    ImageLayout layout = ImageLayout.of(x.shape());
    int count;
    for (int offset = 0; offset < layout.imageSize(); offset += count) {
      count = layout.chunkSize(offset);
      layout.expand(a, offset, count, lanesA);
      layout.expand(b, offset, count, lanesB);
      layout.expand(k, offset, count, lanesC);
      for (int image = 0; image < layout.images(); image++) {
        int index = image * layout.imageSize() + offset;
        Blocks.read(in, index, first, count);
        Blocks.read(gradient, index, second, count);
        combine(first, second, lanesA, lanesB, lanesC, count);
        Blocks.write(first, count, out, index);
      }
    }
  }

  private static void combine(float[] x, float[] gy, float[] a, float[] b, float[] k, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = a[i] * gy[i] + b[i] * x[i] + k[i];
    }
  }

  private static boolean isFull(int image, ImageLayout layout) {
    return (image + 1) % SINGLE_PRECISION_IMAGES == 0 || image + 1 == layout.images();
  }
}
