package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/** Mean over all pixels of each map at each timestep: [T,N,H,W,C] to [T,N,C]. */
public final class GlobalPool implements Single {

  private final BufferPool buffers;
  private final PoolKernels pools;
  private final Shape input;
  private final Shape output;
  private final Shape rows;
  private final LayerFacts fact;

  /** A pool for one input shape, [T,N,H,W,C]. */
  public GlobalPool(Wiring wiring, Shape input) {
    this.buffers = wiring.buffers();
    this.pools = wiring.kernels().pools();
    this.input = input;
    this.output = Shape.of(input.size(0), input.size(1), input.size(4));
    this.rows = Shape.of(input.size(0) * input.size(1), input.size(4));
    this.fact = LayerFacts.of(wiring, "global average pool", output);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    int height = input.size(2);
    int width = input.size(3);
    DrawnNode mean = new DrawnNode.AveragePool(height, width, height, width);
    int channels = input.size(4);
    return drawing.flat(fact.path(), drawing.add(fact.path(), mean, from, List.of(channels, 1, 1)));
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(output);
    pools.global(x.tensor().view(input.foldTime()), y.view(rows));
    return new Pooled(this, Activation.only(buffers, y));
  }

  private record Pooled(GlobalPool layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.buffers.take(layer.input);
      layer.pools.globalBackward(gradient.view(layer.rows), gx.view(layer.input.foldTime()));
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
