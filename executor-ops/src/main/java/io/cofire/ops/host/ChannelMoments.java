package io.cofire.ops.host;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Mean and squared deviations of each channel in one pass over memory: a chunk of a few tiles stays
 * in the cache while its own mean and the deviations from it are taken, and chunks are merged in
 * double precision (Chan, Golub and LeVeque 1983).
 */
final class ChannelMoments {

  private float[] block = {};
  private float[] sums = {};
  private float[] squares = {};
  private float[] centre = {};

  void of(FloatBuffer x, Tiles tiles, float[] mean, float[] m2) {
    reserve(tiles.size());
    int channels = tiles.channels();
    Merged merged = new Merged(channels);
    float[] chunkMean = new float[channels];
    double[] residues = new double[channels];
    double[] deviations = new double[channels];
    int chunk = tiles.size() * HostNorms.SINGLE_PRECISION_TILES;
    for (int from = 0; from < x.capacity(); from += chunk) {
      int end = Math.min(from + chunk, x.capacity());
      int rows = (end - from) / channels;
      sum(x, tiles, from, end, residues);
      for (int c = 0; c < channels; c++) {
        chunkMean[c] = (float) (residues[c] / rows);
      }
      deviate(x, tiles, from, end, chunkMean, residues, deviations);
      merged.add(rows, chunkMean, residues, deviations);
    }
    merged.read(mean, m2);
  }

  private void sum(FloatBuffer x, Tiles tiles, int from, int end, double[] perChannel) {
    Arrays.fill(sums, 0, tiles.size(), 0);
    for (int at = from; at < end; at += tiles.size()) {
      int count = Math.min(tiles.size(), end - at);
      Blocks.read(x, at, block, count);
      accumulate(block, sums, count);
    }
    Arrays.fill(perChannel, 0);
    tiles.collect(sums, perChannel);
  }

  private static void accumulate(float[] x, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += x[i];
    }
  }

  private void deviate(
      FloatBuffer x,
      Tiles tiles,
      int from,
      int end,
      float[] chunkMean,
      double[] residues,
      double[] deviations) {
    tiles.expand(chunkMean, centre);
    Arrays.fill(sums, 0, tiles.size(), 0);
    Arrays.fill(squares, 0, tiles.size(), 0);
    for (int at = from; at < end; at += tiles.size()) {
      int count = Math.min(tiles.size(), end - at);
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

  private void reserve(int size) {
    if (block.length < size) {
      block = new float[size];
      sums = new float[size];
      squares = new float[size];
      centre = new float[size];
    }
  }

  /** What the chunks so far come to. */
  private static final class Merged {
    private final double[] mean;
    private final double[] m2;
    private double rows;

    Merged(int channels) {
      mean = new double[channels];
      m2 = new double[channels];
    }

    /** Adds a chunk whose deviations were taken from its mean as rounded to a float. */
    void add(int count, float[] rounded, double[] residues, double[] deviations) {
      double total = rows + count;
      for (int c = 0; c < mean.length; c++) {
        double chunkMean = rounded[c] + residues[c] / count;
        double chunkM2 = deviations[c] - residues[c] * residues[c] / count;
        double step = chunkMean - mean[c];
        mean[c] += step * count / total;
        m2[c] += chunkM2 + step * step * (rows * count / total);
      }
      rows = total;
    }

    void read(float[] means, float[] m2s) {
      for (int c = 0; c < mean.length; c++) {
        means[c] = (float) mean[c];
        m2s[c] = (float) m2[c];
      }
    }
  }
}
