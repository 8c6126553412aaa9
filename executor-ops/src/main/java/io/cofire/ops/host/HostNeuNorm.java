package io.cofire.ops.host;

import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * NeuNorm over host memory: a tile of whole pixels, each with all its maps, runs through all
 * timesteps before the next.
 */
public final class HostNeuNorm implements NeuNormKernels {

  private final HostFloats floats;
  private final Crew crew;
  private final List<PixelBlock> own;

  /** NeuNorm on a rank's threads. */
  public HostNeuNorm(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.own = crew.own(PixelBlock::new);
  }

  @Override
  public void forward(double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y) {
    FloatBuffer spikes = floats.of(s);
    FloatBuffer inhibition = floats.of(u);
    FloatBuffer trace = floats.of(x);
    FloatBuffer out = floats.of(y);
    PixelBlock.Layer layer = PixelBlock.Layer.of(s.shape(), u.shape());
    crew.each(
        own,
        layer.tiles(),
        (block, first, until) -> {
          for (int i = first; i < until; i++) {
            block.forward(
                layer.tile(i), (float) carry, (float) strength, spikes, inhibition, trace, out);
          }
        });
  }

  @Override
  public void backward(
      double carry, double strength, Tensor u, Tensor x, Tensor gy, Tensor gs, Tensor gu) {
    FloatBuffer inhibition = floats.of(u);
    FloatBuffer trace = floats.of(x);
    FloatBuffer in = floats.of(gy);
    FloatBuffer out = floats.of(gs);
    FloatBuffer learned = floats.of(gu);
    PixelBlock.Layer layer = PixelBlock.Layer.of(gy.shape(), u.shape());
    crew.each(
        own,
        layer.tiles(),
        (block, first, until) -> {
          for (int i = first; i < until; i++) {
            PixelBlock.Tile tile = layer.tile(i);
            block.load(tile, inhibition, learned);
            block.backward(tile, (float) carry, (float) strength, trace, in, out);
            block.keep(tile, learned);
          }
        });
  }
}
