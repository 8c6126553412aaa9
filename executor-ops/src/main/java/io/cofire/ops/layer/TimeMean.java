package io.cofire.ops.layer;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** Mean over the timesteps: [T,N,F] to [N,F], the rate that a readout sees. */
public final class TimeMean implements Layer {

  private final BufferPool buffers;
  private final JoinKernels joins;
  private final Shape input;
  private final Shape output;

  /** A mean for one input shape, [T,N,F]. */
  public TimeMean(Wiring wiring, Shape input) {
    this.buffers = wiring.buffers();
    this.joins = wiring.kernels().joins();
    this.input = input;
    this.output = Shape.of(input.size(1), input.size(2));
  }

  @Override
  public Shape outputShape() {
    return output;
  }

  @Override
  public Trace forward(Tensor x, Pass pass) {
    Tensor y = buffers.take(output);
    joins.timeMean(x, y);
    return new Averaged(this, y);
  }

  private record Averaged(TimeMean layer, Tensor output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      Tensor gx = layer.buffers.take(layer.input);
      layer.joins.timeMeanBackward(gradient, gx);
      layer.buffers.give(gradient);
      release();
      return gx;
    }

    @Override
    public void release() {
      layer.buffers.give(output);
    }
  }
}
