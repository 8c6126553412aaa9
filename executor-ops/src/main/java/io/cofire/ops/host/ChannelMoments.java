package io.cofire.ops.host;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Mean and squared deviations of each channel in one pass over memory: a chunk of a few tiles stays
 * in the cache while its own mean and the deviations from it are taken, and chunks are merged in
 * double precision (Chan, Golub and LeVeque 1983).
 */
final class ChannelMoments {

  private final Crew crew;
  private final List<MomentBlock> places;

  ChannelMoments(Crew crew) {
    this.crew = crew;
    this.places = crew.places(MomentBlock::new);
  }

  void of(FloatBuffer x, Tiles tiles, float[] mean, float[] m2) {
    Merged merged = new Merged(tiles.channels());
    int chunk = tiles.size() * HostNorms.SINGLE_PRECISION_TILES;
    crew.inOrder(
        places,
        (x.capacity() + chunk - 1) / chunk,
        (place, unit) -> place.of(x, tiles, unit * chunk, chunk),
        merged::add);
    merged.read(mean, m2);
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
    void add(MomentBlock chunk) {
      int count = chunk.rows();
      double total = rows + count;
      for (int c = 0; c < mean.length; c++) {
        double chunkMean = chunk.mean(c) + chunk.residue(c) / count;
        double chunkM2 = chunk.deviation(c) - chunk.residue(c) * chunk.residue(c) / count;
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
