package io.cofire.ops.layer;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * Mean over the timesteps, the rate that a readout sees: [T,N,...] to [N,F], with whatever a sample
 * has at one timestep, maps included, laid out flat as F: pixel by pixel, channels last.
 */
public final class TimeMean implements Layer {

  private final BufferPool buffers;
  private final JoinKernels joins;
  private final Shape input;
  private final Shape flat;
  private final Shape output;
  private final LayerFacts facts;

  /** A mean for one input shape, [T,N,...]. */
  public TimeMean(Wiring wiring, Shape input) {
    this.buffers = wiring.buffers();
    this.joins = wiring.kernels().joins();
    this.input = input;
    int features = Math.toIntExact(input.elements(2, input.axes()));
    this.flat = Shape.of(input.size(0), input.size(1), features);
    this.output = Shape.of(input.size(1), features);
    this.facts = LayerFacts.of(wiring, "mean over time", output);
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
    joins.timeMean(x.tensor().view(flat), y);
    return new Averaged(this, Activation.only(buffers, y));
  }

  private record Averaged(TimeMean layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.buffers.take(layer.input);
      layer.joins.timeMeanBackward(gradient, gx.view(layer.flat));
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
