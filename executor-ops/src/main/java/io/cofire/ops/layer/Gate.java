package io.cofire.ops.layer;

import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Two branches joined by a product (Fang 2021 Table 1), with A = body(x) and X = shortcut(x), or x
 * without a shortcut layer:
 *
 * <pre>
 *   AND    y = A X          gA =  g X    gX = g A
 *   IAND   y = (1 - A) X    gA = -g X    gX = g (1 - A)
 * </pre>
 */
public final class Gate implements Layer {

  private final JoinKernels joins;
  private final BufferPool buffers;
  private final Layer body;
  private final Optional<Layer> shortcut;
  private final Kind kind;
  private final LayerFacts facts;

  /** Which spikes of the body let the shortcut's pass. */
  public enum Kind {
    /** Those that are there. */
    AND,
    /** Those that are missing. */
    IAND
  }

  /**
   * Joins two branches.
   *
   * @param shortcut empty for the identity
   * @throws IllegalArgumentException if the branches end in different shapes
   */
  public Gate(Wiring wiring, Shape input, Layer body, Optional<Layer> shortcut, Kind kind) {
    Residual.requireEqualShapes(wiring, input, body, shortcut);
    this.joins = wiring.kernels().joins();
    this.buffers = wiring.buffers();
    this.body = body;
    this.shortcut = shortcut;
    this.kind = kind;
    this.facts = LayerFacts.of(wiring, kind.name(), body.outputShape());
  }

  private Gate(Gate like, Layer body, Optional<Layer> shortcut) {
    this.joins = like.joins;
    this.buffers = like.buffers;
    this.body = body;
    this.shortcut = shortcut;
    this.kind = like.kind;
    this.facts = like.facts;
  }

  @Override
  public Shape outputShape() {
    return body.outputShape();
  }

  @Override
  public List<LayerFacts> facts() {
    return Residual.facts(body, shortcut, facts);
  }

  @Override
  public Layer folded(Folding folding) {
    return new Gate(this, body.folded(folding), shortcut.map(layer -> layer.folded(folding)));
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Trace main = body.forward(x, pass);
    Optional<Trace> side = shortcut.map(layer -> layer.forward(x, pass));
    Activation other = side.map(Trace::output).orElse(x);
    main.output().keep();
    other.keep();
    Tensor y = buffers.take(outputShape());
    switch (kind) {
      case AND -> joins.and(main.output().tensor(), other.tensor(), y);
      case IAND -> joins.iand(main.output().tensor(), other.tensor(), y);
    }
    if (pass.mode() == Mode.EVALUATE) {
      Signal signal = main.output().signal().and(other.signal());
      main.release();
      side.ifPresent(Trace::release);
      return new Evaluated(Activation.only(buffers, y).carrying(signal));
    }
    main.output().settle();
    side.ifPresent(trace -> trace.output().settle());
    return new Gated(this, main, side, other, Activation.only(buffers, y));
  }

  private void backward(Gated trace, Tensor gradient, Tensor bodyGradient) {
    Tensor a = trace.main.output().tensor();
    Tensor x = trace.other.tensor();
    switch (kind) {
      case AND -> joins.andBackward(a, x, gradient, bodyGradient, gradient);
      case IAND -> joins.iandBackward(a, x, gradient, bodyGradient, gradient);
    }
  }

  private record Gated(
      Gate layer, Trace main, Optional<Trace> side, Activation other, Activation output)
      implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      output.release();
      Tensor bodyGradient = layer.buffers.take(layer.outputShape());
      layer.backward(this, gradient, bodyGradient);
      Tensor gx = main.backward(bodyGradient);
      Tensor gxSide = side.map(trace -> trace.backward(gradient)).orElse(gradient);
      layer.joins.add(gx, gxSide, gx);
      layer.buffers.give(gxSide);
      return gx;
    }

    @Override
    public void release() {
      main.release();
      side.ifPresent(Trace::release);
      output.release();
    }
  }
}
