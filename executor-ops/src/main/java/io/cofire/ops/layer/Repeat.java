package io.cofire.ops.layer;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * Shows the same values at every timestep: [1,N,...] to [T,N,...]. A still image passes its first
 * convolution and norm once and is repeated then, T times cheaper and equal up to rounding.
 */
public final class Repeat implements Layer {

  private final BufferPool buffers;
  private final JoinKernels joins;
  private final Shape input;
  private final Shape output;
  private final LayerFacts facts;

  /** Repeats [1,N,...] for so many timesteps. */
  public Repeat(Wiring wiring, Shape input, int timesteps) {
    this.buffers = wiring.buffers();
    this.joins = wiring.kernels().joins();
    this.input = input;
    this.output = input.with(0, timesteps);
    this.facts = LayerFacts.of(wiring, "repeat " + timesteps + " times", output);
  }

  @Override
  public Shape outputShape() {
    return output;
  }

  @Override
  public List<LayerFacts> facts() {
    return List.of(facts);
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(output);
    joins.repeat(x.tensor(), y);
    return new Repeated(this, Activation.only(buffers, y).carrying(x.signal()));
  }

  private record Repeated(Repeat layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.buffers.take(layer.input);
      layer.joins.repeatBackward(gradient, gx);
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
