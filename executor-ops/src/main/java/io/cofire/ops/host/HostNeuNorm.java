package io.cofire.ops.host;

import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * NeuNorm over host memory: a tile of whole pixels, each with all its maps, runs through all
 * timesteps before the next.
 */
public final class HostNeuNorm implements NeuNormKernels {

  private final HostFloats floats;
  private final float[] traces = Blocks.block();
  private final float[] carried = Blocks.block();
  private float[] maps = Blocks.block();
  private float[] weights = Blocks.block();
  private float[] slopes = Blocks.block();

  /** NeuNorm for one thread. */
  public HostNeuNorm(HostFloats floats) {
    this.floats = floats;
  }

  /** Where a tile lies in each tensor. */
  private record Tile(int frame, int pixels, int maps, int own, int from, int rows) {

    /** The tile's first element in [T,N,P,C]. */
    int spikes(int image) {
      return (image * pixels + from) * maps;
    }

    /** In [T,N,P]. */
    int trace(int image) {
      return image * pixels + from;
    }

    /** In u. */
    int weight() {
      return from * own;
    }
  }

  private Tile tile(Tensor s, Tensor u, int from) {
    int pixels = s.shape().size(2);
    int channels = s.shape().size(3);
    int most = Math.max(1, Blocks.SIZE / channels);
    if (maps.length < channels) {
      maps = new float[channels];
      weights = new float[channels];
      slopes = new float[channels];
    }
    int rows = Math.min(most, pixels - from);
    return new Tile(s.shape().size(1), pixels, channels, u.shape().size(-1), from, rows);
  }

  @Override
  public void forward(double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y) {
    FloatBuffer spikes = floats.of(s);
    FloatBuffer inhibition = floats.of(u);
    FloatBuffer trace = floats.of(x);
    FloatBuffer out = floats.of(y);
    int timesteps = s.shape().size(0);
    Tile tile;
    for (int from = 0; from < s.shape().size(2); from += tile.rows()) {
      tile = tile(s, u, from);
      Blocks.read(inhibition, tile.weight(), weights, tile.rows() * tile.own());
      for (int n = 0; n < tile.frame(); n++) {
        Arrays.fill(traces, 0, tile.rows(), 0);
        for (int image = n; image < timesteps * tile.frame(); image += tile.frame()) {
          int count = tile.rows() * tile.maps();
          Blocks.read(spikes, tile.spikes(image), maps, count);
          inhibit(tile, (float) carry, (float) strength);
          Blocks.write(maps, count, out, tile.spikes(image));
          Blocks.write(traces, tile.rows(), trace, tile.trace(image));
        }
      }
    }
  }

  private void inhibit(Tile tile, float carry, float strength) {
    int channels = tile.maps();
    for (int row = 0; row < tile.rows(); row++) {
      int at = row * channels;
      traces[row] = carry * traces[row] + strength * sum(maps, at, channels);
      if (tile.own() == 1) {
        add(maps, at, channels, -weights[row] * traces[row]);
      } else {
        addProduct(maps, at, channels, weights, -traces[row]);
      }
    }
  }

  @Override
  public void backward(
      double carry, double strength, Tensor u, Tensor x, Tensor gy, Tensor gs, Tensor gu) {
    FloatBuffer inhibition = floats.of(u);
    FloatBuffer trace = floats.of(x);
    FloatBuffer in = floats.of(gy);
    FloatBuffer out = floats.of(gs);
    FloatBuffer learned = floats.of(gu);
    int timesteps = gy.shape().size(0);
    Tile tile;
    for (int from = 0; from < gy.shape().size(2); from += tile.rows()) {
      tile = tile(gy, u, from);
      int size = tile.rows() * tile.own();
      Blocks.read(inhibition, tile.weight(), weights, size);
      Blocks.read(learned, tile.weight(), slopes, size);
      for (int n = 0; n < tile.frame(); n++) {
        Arrays.fill(carried, 0, tile.rows(), 0);
        for (int image = (timesteps - 1) * tile.frame() + n; image >= 0; image -= tile.frame()) {
          int count = tile.rows() * tile.maps();
          Blocks.read(in, tile.spikes(image), maps, count);
          Blocks.read(trace, tile.trace(image), traces, tile.rows());
          back(tile, (float) carry, (float) strength);
          Blocks.write(maps, count, out, tile.spikes(image));
        }
      }
      Blocks.write(slopes, size, learned, tile.weight());
    }
  }

  /**
   * Per pixel: gu_c -= gy_c x; gx = -sum of gy_c u_c + carry gx[t+1]; gs_c = gy_c + strength gx.
   */
  private void back(Tile tile, float carry, float strength) {
    int channels = tile.maps();
    for (int row = 0; row < tile.rows(); row++) {
      int at = row * channels;
      float direct;
      if (tile.own() == 1) {
        float all = sum(maps, at, channels);
        slopes[row] -= all * traces[row];
        direct = -weights[row] * all;
      } else {
        direct = -dot(maps, weights, at, channels);
        addProduct(slopes, at, channels, maps, -traces[row]);
      }
      carried[row] = direct + carry * carried[row];
      add(maps, at, channels, strength * carried[row]);
    }
  }

  private static void add(float[] x, int from, int count, float term) {
    for (int i = from; i < from + count; i++) {
      x[i] += term;
    }
  }

  /** x += factor * y, both from the same place on. */
  private static void addProduct(float[] x, int from, int count, float[] y, float factor) {
    for (int i = from; i < from + count; i++) {
      x[i] += factor * y[i];
    }
  }

  /** Four sums side by side, since each addition waits for the one before it. */
  private static float sum(float[] x, int from, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = from + count;
    int i = from;
    for (; i + 3 < end; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return a + b + (c + d);
  }

  private static float dot(float[] x, float[] y, int from, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = from + count;
    int i = from;
    for (; i + 3 < end; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < end; i++) {
      a += x[i] * y[i];
    }
    return a + b + (c + d);
  }
}
