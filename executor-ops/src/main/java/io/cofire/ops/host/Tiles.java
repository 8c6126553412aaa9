package io.cofire.ops.host;

import io.cofire.ops.tensor.Shape;

/**
 * How the kernels walk over x[M,C], channels last: tile by tile of whole rows, a row being the C
 * channels of one pixel. Lane i of a tile belongs to channel i modulo C, in every tile, so what
 * belongs to a channel is expanded into lanes once per call.
 *
 * @param channels C
 * @param size floats of a whole tile: about a block, at least one row; only the last is shorter
 */
record Tiles(int channels, int size) {

  static Tiles of(Shape shape) {
    int channels = shape.size(-1);
    return new Tiles(channels, channels * Math.max(1, Blocks.SIZE / channels));
  }

  /** Gives each lane its channel's value. */
  void expand(float[] perChannel, float[] lanes) {
    for (int from = 0; from < size; from += channels) {
      System.arraycopy(perChannel, 0, lanes, from, channels);
    }
  }

  /** The same in an array of its own. */
  float[] expanded(float[] perChannel) {
    float[] lanes = new float[size];
    expand(perChannel, lanes);
    return lanes;
  }

  /** Adds each lane to its channel's sum. */
  void collect(float[] lanes, double[] perChannel) {
    for (int from = 0; from < size; from += channels) {
      for (int c = 0; c < channels; c++) {
        perChannel[c] += lanes[from + c];
      }
    }
  }
}
