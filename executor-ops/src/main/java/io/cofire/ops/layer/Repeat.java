package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;

/**
 * Shows the same values at every timestep: [1,N,...] to [T,N,...]. A still image passes its first
 * convolution and norm once and is repeated then, T times cheaper and equal up to rounding.
 */
public final class Repeat implements Single {

  private final BufferPool buffers;
  private final TimeKernels time;
  private final Shape input;
  private final Shape output;
  private final LayerFacts fact;

  /** Repeats [1,N,...] for so many timesteps. */
  public Repeat(Wiring wiring, Shape input, int timesteps) {
    this.buffers = wiring.buffers();
    this.time = wiring.kernels().time();
    this.input = input;
    this.output = input.with(0, timesteps);
    this.fact = LayerFacts.of(wiring, "repeat " + timesteps + " times", output);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    return from; // a graph is shown an input at every timestep
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(output);
    time.repeat(x.tensor(), y);
    return new Repeated(this, Activation.only(buffers, y).carrying(x.signal()));
  }

  private record Repeated(Repeat layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.buffers.take(layer.input);
      layer.time.repeatBackward(gradient, gx);
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
