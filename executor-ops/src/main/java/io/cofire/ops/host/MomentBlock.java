package io.cofire.ops.host;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** One chunk's means, and the deviations from them. */
final class MomentBlock {

  private float[] block = {};
  private float[] sums = {};
  private float[] squares = {};
  private float[] centre = {};
  private float[] mean = {};
  private double[] residues = {};
  private double[] deviations = {};
  private int rows;

  /** The chunk that begins there, of so many elements unless x ends before. */
  void of(FloatBuffer x, Tiles tiles, int from, int chunk) {
    reserve(tiles);
    int until = Math.min(from + chunk, x.capacity());
    rows = (until - from) / tiles.channels();
    sum(x, tiles, from, until);
    for (int c = 0; c < tiles.channels(); c++) {
      mean[c] = (float) (residues[c] / rows);
    }
    deviate(x, tiles, from, until);
  }

  int rows() {
    return rows;
  }

  /** Rounded to a float. */
  float mean(int c) {
    return mean[c];
  }

  /** Sum of deviations from the rounded mean. */
  double residue(int c) {
    return residues[c];
  }

  /** Sum of their squares. */
  double deviation(int c) {
    return deviations[c];
  }

  private void sum(FloatBuffer x, Tiles tiles, int from, int until) {
    Arrays.fill(sums, 0, tiles.size(), 0);
    for (int at = from; at < until; at += tiles.size()) {
      int count = Math.min(tiles.size(), until - at);
      Blocks.read(x, at, block, count);
      Blocks.add(block, sums, count);
    }
    Arrays.fill(residues, 0);
    tiles.collect(sums, residues);
  }

  private void deviate(FloatBuffer x, Tiles tiles, int from, int until) {
    tiles.expand(mean, centre);
    Arrays.fill(sums, 0, tiles.size(), 0);
    Arrays.fill(squares, 0, tiles.size(), 0);
    for (int at = from; at < until; at += tiles.size()) {
      int count = Math.min(tiles.size(), until - at);
      Blocks.read(x, at, block, count);
      accumulateDeviations(block, centre, sums, squares, count);
    }
    Arrays.fill(residues, 0);
    Arrays.fill(deviations, 0);
    tiles.collect(sums, residues);
    tiles.collect(squares, deviations);
  }

  private static void accumulateDeviations(
      float[] x, float[] centre, float[] sums, float[] squares, int count) {
    for (int i = 0; i < count; i++) {
      float deviation = x[i] - centre[i];
      sums[i] += deviation;
      squares[i] += deviation * deviation;
    }
  }

  private void reserve(Tiles tiles) {
    if (block.length < tiles.size()) {
      block = new float[tiles.size()];
      sums = new float[tiles.size()];
      squares = new float[tiles.size()];
      centre = new float[tiles.size()];
    }
    if (mean.length < tiles.channels()) {
      mean = new float[tiles.channels()];
      residues = new double[tiles.channels()];
      deviations = new double[tiles.channels()];
    }
  }
}
