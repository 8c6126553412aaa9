package io.cofire.ops.host;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** What one thread needs for tiles of a norm, or what one chunk of tiles leaves. */
final class NormBlock {

  private float[] first = {};
  private float[] second = {};
  private float[] sums = {};
  private float[] products = {};

  private void reserve(Tiles tiles) {
    if (first.length < tiles.size()) {
      first = new float[tiles.size()];
      second = new float[tiles.size()];
      sums = new float[tiles.size()];
      products = new float[tiles.size()];
    }
  }

  void affine(
      Tiles tiles, FloatBuffer x, float[] scale, float[] shift, FloatBuffer y, int at, int count) {
    reserve(tiles);
    Blocks.read(x, at, first, count);
    multiplyAdd(first, scale, shift, count);
    Blocks.write(first, count, y, at);
  }

  private static void multiplyAdd(float[] x, float[] scale, float[] shift, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = scale[i] * x[i] + shift[i];
    }
  }

  /** Lane by lane, over the tiles between two places. */
  void sumProducts(Tiles tiles, FloatBuffer x, FloatBuffer gy, float[] mean, int from, int until) {
    reserve(tiles);
    Arrays.fill(sums, 0, tiles.size(), 0);
    Arrays.fill(products, 0, tiles.size(), 0);
    for (int at = from; at < until; at += tiles.size()) {
      int count = Math.min(tiles.size(), until - at);
      Blocks.read(x, at, first, count);
      Blocks.read(gy, at, second, count);
      accumulateProducts(first, second, mean, sums, products, count);
    }
  }

  private static void accumulateProducts(
      float[] x, float[] gy, float[] mean, float[] sums, float[] products, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += gy[i];
      products[i] += gy[i] * (x[i] - mean[i]);
    }
  }

  /** Adds what {@link #sumProducts} left. */
  void collect(Tiles tiles, double[] allSums, double[] allProducts) {
    tiles.collect(sums, allSums);
    tiles.collect(products, allProducts);
  }

  /** gx = a gy + b x + k, lane by lane. */
  void combine(
      Tiles tiles,
      FloatBuffer x,
      FloatBuffer gy,
      float[][] abk,
      FloatBuffer gx,
      int at,
      int count) {
    reserve(tiles);
    Blocks.read(x, at, first, count);
    Blocks.read(gy, at, second, count);
    combine(first, second, abk[0], abk[1], abk[2], count);
    Blocks.write(first, count, gx, at);
  }

  private static void combine(float[] x, float[] gy, float[] a, float[] b, float[] k, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = a[i] * gy[i] + b[i] * x[i] + k[i];
    }
  }
}
