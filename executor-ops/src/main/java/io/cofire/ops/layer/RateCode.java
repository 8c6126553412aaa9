package io.cofire.ops.layer;

import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A still image as spike trains whose rates are its intensities, which lie in 0..1 (what lies
 * outside is taken as the nearer end): [1,N,H,W,C] to [T,N,H,W,C], drawn for each sample, in
 * evaluation too (rate coding, which Wu 2019 compares its encoding layer with). No gradient passes.
 */
public final class RateCode implements Single {

  private final String path;
  private final BufferPool buffers;
  private final Memory memory;
  private final Kind kind;
  private final Shape input;
  private final Shape output;
  private final HostVector intensities;
  private final HostVector spikes;
  private final LayerFacts fact;

  /** What a timestep of a pixel is. */
  public enum Kind {
    /** A spike with probability x. */
    BERNOULLI {
      @Override
      double probability(double intensity) {
        return intensity;
      }
    },
    /** A spike if a Poisson process of rate x has an event in it: with probability 1 - exp(-x). */
    POISSON {
      @Override
      double probability(double intensity) {
        return -Math.expm1(-intensity);
      }
    };

    abstract double probability(double intensity);
  }

  /** A code for one input shape, [1,N,...], of so many timesteps. */
  public RateCode(Wiring wiring, Shape input, int timesteps, Kind kind) {
    this.path = wiring.path();
    this.buffers = wiring.buffers();
    this.memory = wiring.kernels().memory();
    this.kind = kind;
    this.input = input;
    this.output = input.with(0, timesteps);
    this.fact = LayerFacts.of(wiring, kind.name().toLowerCase(Locale.ROOT) + " code", output);
    this.intensities = new HostVector(memory, input.count());
    this.spikes = new HostVector(memory, output.count());
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    draw(intensities.download(x.tensor()), pass.chance());
    Tensor y = buffers.take(output);
    spikes.upload(y);
    return new Coded(this, Activation.only(buffers, y).carrying(Signal.SPIKES));
  }

  private void draw(FloatBuffer image, Chance chance) {
    FloatBuffer drawn = spikes.values();
    int samples = input.size(1);
    int each = image.capacity() / samples;
    for (int n = 0; n < samples; n++) {
      SplittableRandom random = chance.of(path, n).random();
      for (int i = n * each; i < (n + 1) * each; i++) {
        double probability = kind.probability(Math.min(Math.max(image.get(i), 0), 1));
        for (int at = i; at < drawn.capacity(); at += image.capacity()) {
          drawn.put(at, random.nextDouble() < probability ? 1 : 0);
        }
      }
    }
  }

  private record Coded(RateCode layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      layer.buffers.give(gradient);
      Tensor gx = layer.buffers.take(layer.input);
      layer.memory.fill(gx, 0);
      return gx;
    }

    @Override
    public void backwardParameters(Tensor gradient, BufferPool buffers) {
      buffers.give(gradient);
      release();
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
