package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;

/**
 * Mean over the timesteps, the rate that a readout sees: [T,N,...] to [N,F], with whatever a sample
 * has at one timestep, maps included, laid out flat as F: pixel by pixel, channels last.
 */
public final class TimeMean implements Single {

  private final BufferPool buffers;
  private final TimeKernels time;
  private final Shape input;
  private final Shape flat;
  private final Shape output;
  private final LayerFacts fact;

  /** A mean for one input shape, [T,N,...]. */
  public TimeMean(Wiring wiring, Shape input) {
    this.buffers = wiring.buffers();
    this.time = wiring.kernels().time();
    this.input = input;
    this.flat = input.flatFrom(2);
    this.output = Shape.of(flat.size(1), flat.size(2));
    this.fact = LayerFacts.of(wiring, "mean over time", output);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    return from; // what follows is linear: whoever reads the outputs takes their mean
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(output);
    time.timeMean(x.tensor().view(flat), y);
    return new Averaged(this, Activation.only(buffers, y));
  }

  private record Averaged(TimeMean layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.buffers.take(layer.input);
      layer.time.timeMeanBackward(gradient, gx.view(layer.flat));
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
