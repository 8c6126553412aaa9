package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** y = body(x) + shortcut(x), the ADD join; without a shortcut layer, y = body(x) + x. */
public final class Residual implements Layer {

  private final Kernels kernels;
  private final BufferPool buffers;
  private final Layer body;
  private final Optional<Layer> shortcut;
  private final LayerFacts facts;

  /**
   * Joins two branches.
   *
   * @param shortcut empty for the identity
   * @throws IllegalArgumentException if the branches end in different shapes
   */
  public Residual(Wiring wiring, Shape input, Layer body, Optional<Layer> shortcut) {
    requireEqualShapes(wiring, input, body, shortcut);
    this.kernels = wiring.kernels();
    this.buffers = wiring.buffers();
    this.body = body;
    this.shortcut = shortcut;
    this.facts = LayerFacts.of(wiring, "ADD", body.outputShape());
  }

  private Residual(Residual like, Layer body, Optional<Layer> shortcut) {
    this.kernels = like.kernels;
    this.buffers = like.buffers;
    this.body = body;
    this.shortcut = shortcut;
    this.facts = like.facts;
  }

  static void requireEqualShapes(Wiring wiring, Shape input, Layer body, Optional<Layer> shortcut) {
    Shape other = shortcut.map(Layer::outputShape).orElse(input);
    if (!body.outputShape().equals(other)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot join the branches of %s: body ends in %s, shortcut in %s",
              wiring.path(),
              body.outputShape(),
              other));
    }
  }

  static List<LayerFacts> facts(Layer body, Optional<Layer> shortcut, LayerFacts join) {
    List<LayerFacts> all = new ArrayList<>(body.facts());
    shortcut.ifPresent(layer -> all.addAll(layer.facts()));
    all.add(join);
    return List.copyOf(all);
  }

  @Override
  public Shape outputShape() {
    return body.outputShape();
  }

  @Override
  public List<LayerFacts> facts() {
    return facts(body, shortcut, facts);
  }

  @Override
  public Layer folded(Folding folding) {
    return new Residual(this, body.folded(folding), shortcut.map(layer -> layer.folded(folding)));
  }

  /** Nodes add what they hear. */
  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    Inflow side = shortcut.map(layer -> layer.draw(drawing, from)).orElse(from);
    return body.draw(drawing, from).plus(side);
  }

  private static boolean endsInNorm(Layer layer) {
    return layer instanceof BatchNorm
        || (layer instanceof Sequence sequence && sequence.last() instanceof BatchNorm);
  }

  /** Where ranks wait for each other, a shortcut's statistics are sent for before the body's. */
  @Override
  public Trace forward(Activation x, Pass pass) {
    boolean ahead =
        pass.meanwhile().isPuttingOff() && shortcut.filter(Residual::endsInNorm).isPresent();
    Optional<Trace> first =
        ahead ? shortcut.map(layer -> layer.forward(x, pass)) : Optional.empty();
    Trace main = body.forward(x, pass);
    Optional<Trace> side = first.or(() -> shortcut.map(layer -> layer.forward(x, pass)));
    Activation other = side.map(Trace::output).orElse(x);
    Signal signal = main.output().signal().and(other.signal());
    Tensor sum = main.output().take();
    kernels.joins().add(sum, other.tensor(), sum);
    if (pass.mode() == Mode.EVALUATE) {
      main.release();
      side.ifPresent(Trace::release);
      return new Evaluated(Activation.only(buffers, sum).carrying(signal));
    }
    side.ifPresent(trace -> trace.output().settle());
    return new Joined(this, main, side, Activation.only(buffers, sum));
  }

  private record Joined(Residual layer, Trace main, Optional<Trace> side, Activation output)
      implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      output.release();
      Tensor copy = layer.buffers.take(gradient.shape());
      layer.kernels.memory().copy(gradient, copy);
      Tensor gx = main.backward(gradient);
      Tensor gxSide = side.map(trace -> trace.backward(copy)).orElse(copy);
      layer.kernels.joins().add(gx, gxSide, gx);
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
