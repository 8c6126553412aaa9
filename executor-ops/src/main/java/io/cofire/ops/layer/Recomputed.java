package io.cofire.ops.layer;

import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * A part of a network that keeps nothing of its forward but its input and its output: the backward
 * repeats the forward first (gradient checkpointing, Chen et al. 2016).
 */
public final class Recomputed implements Layer {

  private final Layer inner;
  private final BufferPool buffers;

  /** Repeats a layer's forward in its backward. */
  public Recomputed(Wiring wiring, Layer inner) {
    this.inner = inner;
    this.buffers = wiring.buffers();
  }

  @Override
  public Shape outputShape() {
    return inner.outputShape();
  }

  @Override
  public List<LayerFacts> facts() {
    return inner.facts();
  }

  @Override
  public Layer folded(Folding folding) {
    return inner.folded(folding);
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    if (pass.mode() == Mode.EVALUATE) {
      return inner.forward(x, pass);
    }
    x.keep();
    Tape tape = pass.tape().recording();
    Trace trace = inner.forward(x, pass.with(tape));
    Activation output = Activation.only(buffers, trace.output().take());
    trace.release();
    return new Remembered(this, x, pass.repeated(tape.playing()), output);
  }

  private record Remembered(Recomputed layer, Activation x, Pass again, Activation output)
      implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      return repeated().backward(gradient);
    }

    @Override
    public void backwardParameters(Tensor gradient, BufferPool pool) {
      repeated().backwardParameters(gradient, pool);
    }

    private Trace repeated() {
      output.release();
      again.meanwhile().run(); // what it keeps would come on top of this part's activations
      Trace trace = layer.inner.forward(x, again);
      trace.output().release();
      return trace;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
