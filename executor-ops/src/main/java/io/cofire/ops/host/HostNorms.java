package io.cofire.ops.host;

import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Norms over host memory. Sums run lane by lane in single precision over a few tiles and are then
 * collected in double precision.
 */
public final class HostNorms implements NormKernels {

  /** Tiles that are summed in single precision: their rounding stays below 1e-6. */
  static final int SINGLE_PRECISION_TILES = 16;

  private final HostFloats floats;
  private final ChannelMoments moments = new ChannelMoments();
  private float[] first = {};
  private float[] second = {};
  private float[] lanesA = {};
  private float[] lanesB = {};
  private float[] lanesC = {};

  /** Norms for one thread. */
  public HostNorms(HostFloats floats) {
    this.floats = floats;
  }

  @Override
  public void moments(Tensor x, float[] mean, float[] m2) {
    moments.of(floats.of(x), Tiles.of(x.shape()), mean, m2);
  }

  @Override
  public void affine(Tensor x, float[] scale, float[] shift, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    Tiles tiles = tiles(x);
    tiles.expand(scale, lanesA);
    tiles.expand(shift, lanesB);
    for (int from = 0; from < in.capacity(); from += tiles.size()) {
      int count = Math.min(tiles.size(), in.capacity() - from);
      Blocks.read(in, from, first, count);
      multiplyAdd(first, lanesA, lanesB, count);
      Blocks.write(first, count, out, from);
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
    Tiles tiles = tiles(x);
    double[] sums = new double[tiles.channels()];
    double[] products = new double[tiles.channels()];
    tiles.expand(mean, lanesC);
    int chunk = tiles.size() * SINGLE_PRECISION_TILES;
    for (int from = 0; from < in.capacity(); from += chunk) {
      Arrays.fill(lanesA, 0, tiles.size(), 0);
      Arrays.fill(lanesB, 0, tiles.size(), 0);
      int end = Math.min(from + chunk, in.capacity());
      addProducts(in, gradient, tiles.size(), from, end);
      tiles.collect(lanesA, sums);
      tiles.collect(lanesB, products);
    }
    for (int c = 0; c < tiles.channels(); c++) {
      sumGy[c] = (float) sums[c];
      sumGyXhat[c] = (float) (products[c] * inverseDeviation[c]);
    }
  }

  private void addProducts(FloatBuffer in, FloatBuffer gradient, int tile, int from, int end) {
    for (int at = from; at < end; at += tile) {
      int count = Math.min(tile, end - at);
      Blocks.read(in, at, first, count);
      Blocks.read(gradient, at, second, count);
      accumulateProducts(first, second, lanesC, lanesA, lanesB, count);
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
    Tiles tiles = tiles(x);
    tiles.expand(a, lanesA);
    tiles.expand(b, lanesB);
    tiles.expand(k, lanesC);
    for (int from = 0; from < in.capacity(); from += tiles.size()) {
      int count = Math.min(tiles.size(), in.capacity() - from);
      Blocks.read(in, from, first, count);
      Blocks.read(gradient, from, second, count);
      combine(first, second, lanesA, lanesB, lanesC, count);
      Blocks.write(first, count, out, from);
    }
  }

  private static void combine(float[] x, float[] gy, float[] a, float[] b, float[] k, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = a[i] * gy[i] + b[i] * x[i] + k[i];
    }
  }

  private Tiles tiles(Tensor x) {
    Tiles tiles = Tiles.of(x.shape());
    if (first.length < tiles.size()) {
      first = new float[tiles.size()];
      second = new float[tiles.size()];
      lanesA = new float[tiles.size()];
      lanesB = new float[tiles.size()];
      lanesC = new float[tiles.size()];
    }
    return tiles;
  }
}
