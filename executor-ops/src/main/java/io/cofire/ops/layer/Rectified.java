package io.cofire.ops.layer;

import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * Neurons that let their input through where they "fire", without a memory:
 *
 * <pre>
 *   s[t] = 1 if x[t] &gt; 0, else 0       y[t] = s[t] x[t]       gx[t] = s[t] g[t]
 * </pre>
 *
 * <p>What a probe is told of as spikes is s: where it counts firing rates, these are the shares of
 * neurons that answer.
 */
final class Rectified implements Single {

  private final String name;
  private final BufferPool buffers;
  private final Kernels kernels;
  private final Dynamics dynamics;
  private final Shape shape;
  private final LayerFacts fact;

  Rectified(Wiring wiring, Shape shape, Neuron neuron) {
    this.name = wiring.path();
    this.buffers = wiring.buffers();
    this.kernels = wiring.kernels();
    this.dynamics = neuron.dynamics();
    this.shape = shape;
    this.fact = LayerFacts.of(wiring, "rectifier", shape);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(shape);
    Tensor open = buffers.take(shape);
    kernels.neurons().forward(dynamics, x.tensor(), y, open); // y = x: nothing is carried on
    pass.probe().fired(name, dynamics, y, open);
    kernels.joins().and(open, y, y);
    if (pass.mode() == Mode.EVALUATE) {
      buffers.give(open);
      return new Evaluated(Activation.only(buffers, y));
    }
    return new Opened(this, open, Activation.only(buffers, y));
  }

  /** Keeps which neurons answered. */
  private record Opened(Rectified layer, Tensor open, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      output.release();
      layer.kernels.joins().and(open, gradient, gradient);
      layer.buffers.give(open);
      return gradient;
    }

    @Override
    public void release() {
      output.release();
      layer.buffers.give(open);
    }
  }
}
