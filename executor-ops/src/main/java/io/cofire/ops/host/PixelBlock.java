package io.cofire.ops.host;

import io.cofire.ops.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What one thread needs for NeuNorm at a tile of pixels. */
final class PixelBlock {

  private final float[] traces = Blocks.block();
  private final float[] carried = Blocks.block();
  private float[] maps = Blocks.block();
  private float[] weights = Blocks.block();
  private float[] slopes = Blocks.block();

  /** A layer's maps [T,N,P,C]; own: how many of C have an inhibition of their own. */
  record Layer(int timesteps, int frame, int pixels, int maps, int own) {

    static Layer of(Shape spikes, Shape inhibition) {
      return new Layer(
          spikes.size(0), spikes.size(1), spikes.size(2), spikes.size(3), inhibition.size(-1));
    }

    private int most() {
      return Math.max(1, Blocks.SIZE / maps);
    }

    int tiles() {
      return (pixels + most() - 1) / most();
    }

    Tile tile(int number) {
      int from = number * most();
      return new Tile(timesteps, frame, pixels, maps, own, from, Math.min(most(), pixels - from));
    }
  }

  /** Where a tile lies in each tensor. */
  record Tile(int timesteps, int frame, int pixels, int maps, int own, int from, int rows) {

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

    /** Floats of an image's maps. */
    int count() {
      return rows * maps;
    }
  }

  private void reserve(Tile tile) {
    if (maps.length < tile.maps()) {
      maps = new float[tile.maps()];
      weights = new float[tile.maps()];
      slopes = new float[tile.maps()];
    }
  }

  void forward(
      Tile tile,
      float carry,
      float strength,
      FloatBuffer spikes,
      FloatBuffer inhibition,
      FloatBuffer trace,
      FloatBuffer out) {
    reserve(tile);
    Blocks.read(inhibition, tile.weight(), weights, tile.rows() * tile.own());
    for (int n = 0; n < tile.frame(); n++) {
      Arrays.fill(traces, 0, tile.rows(), 0);
      for (int image = n; image < tile.timesteps() * tile.frame(); image += tile.frame()) {
        Blocks.read(spikes, tile.spikes(image), maps, tile.count());
        inhibit(tile, carry, strength);
        Blocks.write(maps, tile.count(), out, tile.spikes(image));
        Blocks.write(traces, tile.rows(), trace, tile.trace(image));
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

  /** The tile's inhibition, and its gradient so far. */
  void load(Tile tile, FloatBuffer inhibition, FloatBuffer learned) {
    reserve(tile);
    Blocks.read(inhibition, tile.weight(), weights, tile.rows() * tile.own());
    Blocks.read(learned, tile.weight(), slopes, tile.rows() * tile.own());
  }

  /** What {@link #backward} made of it. */
  void keep(Tile tile, FloatBuffer learned) {
    Blocks.write(slopes, tile.rows() * tile.own(), learned, tile.weight());
  }

  void backward(
      Tile tile, float carry, float strength, FloatBuffer trace, FloatBuffer in, FloatBuffer out) {
    int last = (tile.timesteps() - 1) * tile.frame();
    for (int n = 0; n < tile.frame(); n++) {
      Arrays.fill(carried, 0, tile.rows(), 0);
      for (int image = last + n; image >= 0; image -= tile.frame()) {
        Blocks.read(in, tile.spikes(image), maps, tile.count());
        Blocks.read(trace, tile.trace(image), traces, tile.rows());
        back(tile, carry, strength);
        Blocks.write(maps, tile.count(), out, tile.spikes(image));
      }
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
