package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;
import java.util.SplittableRandom;

/**
 * Dropout (Srivastava 2014) for neurons: in training each element of a sample is silent with a
 * probability, at all timesteps or at none, and the others count 1/(1 - probability) times, so that
 * evaluation changes nothing. [T,N,...] to the same.
 */
public final class Dropout implements Single {

  private final String path;
  private final BufferPool buffers;
  private final Memory memory;
  private final TimeKernels time;
  private final double rate;
  private final Shape shape;
  private final HostVector host;
  private final LayerFacts fact;

  /**
   * Dropout for one shape.
   *
   * @param rate probability of silence, in (0, 1)
   */
  public Dropout(Wiring wiring, Shape shape, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("Invalid dropout: " + rate + " (must be in (0, 1))");
    }
    this.path = wiring.path();
    this.buffers = wiring.buffers();
    this.memory = wiring.kernels().memory();
    this.time = wiring.kernels().time();
    this.rate = rate;
    this.shape = shape;
    this.fact = LayerFacts.of(wiring, "dropout " + rate, shape);
    this.host = new HostVector(memory, mask().count());
  }

  private Shape mask() {
    return shape.with(0, 1);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    return from; // nothing in evaluation
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(shape);
    if (pass.mode() == Mode.EVALUATE) {
      memory.copy(x.tensor(), y);
      return new Evaluated(Activation.only(buffers, y).carrying(x.signal()));
    }
    Tensor mask = buffers.take(mask());
    draw(pass.chance());
    host.upload(mask);
    time.mask(x.tensor(), mask, y);
    return new Masked(this, mask, Activation.only(buffers, y));
  }

  private void draw(Chance chance) {
    int samples = shape.size(1);
    int each = host.values().capacity() / samples;
    float kept = (float) (1 / (1 - rate));
    for (int n = 0; n < samples; n++) {
      SplittableRandom random = chance.of(path, n).random();
      for (int i = 0; i < each; i++) {
        host.values().put(n * each + i, random.nextDouble() < rate ? 0 : kept);
      }
    }
  }

  private record Masked(Dropout layer, Tensor mask, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      layer.time.mask(gradient, mask, gradient);
      release();
      return gradient;
    }

    @Override
    public void release() {
      layer.buffers.give(mask);
      output.release();
    }
  }
}
