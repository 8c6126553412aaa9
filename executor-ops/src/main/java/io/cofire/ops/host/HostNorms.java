package io.cofire.ops.host;

import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Norms over host memory. Sums run lane by lane in single precision over a few tiles, a chunk, and
 * are then collected in double precision.
 */
public final class HostNorms implements NormKernels {

  /** Tiles that are summed in single precision: their rounding stays below 1e-6. */
  static final int SINGLE_PRECISION_TILES = 16;

  private final HostFloats floats;
  private final Crew crew;
  private final ChannelMoments moments;
  private final List<NormBlock> own;
  private final List<NormBlock> places;

  /** Norms on a rank's threads. */
  public HostNorms(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.moments = new ChannelMoments(crew);
    this.own = crew.own(NormBlock::new);
    this.places = crew.places(NormBlock::new);
  }

  @Override
  public void moments(Tensor x, float[] mean, float[] m2) {
    moments.of(floats.of(x), Tiles.of(x.shape()), mean, m2);
  }

  @Override
  public void affine(Tensor x, float[] scale, float[] shift, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    Tiles tiles = Tiles.of(x.shape());
    float[] scales = tiles.expanded(scale);
    float[] shifts = tiles.expanded(shift);
    Blocks.each(
        crew,
        own,
        in.capacity(),
        tiles.size(),
        (block, at, count) -> block.affine(tiles, in, scales, shifts, out, at, count));
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
    Tiles tiles = Tiles.of(x.shape());
    double[] sums = new double[tiles.channels()];
    double[] products = new double[tiles.channels()];
    float[] means = tiles.expanded(mean);
    int chunk = tiles.size() * SINGLE_PRECISION_TILES;
    crew.inOrder(
        places,
        (in.capacity() + chunk - 1) / chunk,
        (place, unit) -> {
          int from = unit * chunk;
          int until = Math.min(from + chunk, in.capacity());
          place.sumProducts(tiles, in, gradient, means, from, until);
        },
        place -> place.collect(tiles, sums, products));
    for (int c = 0; c < tiles.channels(); c++) {
      sumGy[c] = (float) sums[c];
      sumGyXhat[c] = (float) (products[c] * inverseDeviation[c]);
    }
  }

  @Override
  public void inputGradient(Tensor x, Tensor gy, float[] a, float[] b, float[] k, Tensor gx) {
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    Tiles tiles = Tiles.of(x.shape());
    float[][] abk = {tiles.expanded(a), tiles.expanded(b), tiles.expanded(k)};
    Blocks.each(
        crew,
        own,
        in.capacity(),
        tiles.size(),
        (block, at, count) -> block.combine(tiles, in, gradient, abk, out, at, count));
  }
}
