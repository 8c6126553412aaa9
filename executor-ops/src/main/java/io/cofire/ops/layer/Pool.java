package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/** Pooling of every map at every timestep: [T,N,H,W,C] to [T,N,H',W',C]. */
public final class Pool implements Single {

  private final BufferPool buffers;
  private final PoolKernels pools;
  private final Window window;
  private final Shape input;
  private final Shape output;
  private final LayerFacts fact;

  /** What a window becomes. */
  public enum Kind {
    /** Its largest element; backward goes to the first of them. */
    MAXIMUM,
    /** Its mean, padding counted as zeros. */
    AVERAGE
  }

  /** A square window: its kind, its side, its step, and the zeros on each side of the map. */
  public record Window(Kind kind, int side, int stride, int padding) {

    /** Checks the sizes. */
    public Window {
      if (side < 1 || stride < 1 || padding < 0 || 2 * padding > side) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Invalid pool: side %d, stride %d, padding %d (padding at most half the side)",
                side,
                stride,
                padding));
      }
    }

    private int outputs(int size) {
      return (size + 2 * padding - side) / stride + 1;
    }

    @Override
    public String toString() {
      String name = kind.name().toLowerCase(Locale.ROOT);
      return String.format(Locale.ROOT, "%s pool %dx%d, stride %d", name, side, side, stride);
    }
  }

  /** A pool for one input shape, [T,N,H,W,C]. */
  public Pool(Wiring wiring, Shape input, Window window) {
    this.buffers = wiring.buffers();
    this.pools = wiring.kernels().pools();
    this.window = window;
    this.input = input;
    this.output =
        input.with(2, window.outputs(input.size(2))).with(3, window.outputs(input.size(3)));
    this.fact = LayerFacts.of(wiring, window.toString(), output).odd(caution());
  }

  private String caution() {
    int height = input.size(2);
    int width = input.size(3);
    return window.side() <= Math.min(height, width) + 2 * window.padding()
        ? ""
        : String.format(
            Locale.ROOT,
            "its window of %dx%d is larger than the map of %dx%d that it sees, and what is outside"
                + " counts as 0",
            window.side(),
            window.side(),
            height,
            width);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    if (window.kind() != Kind.AVERAGE || window.padding() > 0 || !caution().isEmpty()) {
      throw Drawing.unknown(fact.path(), fact.operation());
    }
    DrawnNode mean =
        new DrawnNode.AveragePool(window.side(), window.side(), window.stride(), window.stride());
    return drawing.add(
        fact.path(), mean, from, List.of(output.size(4), output.size(2), output.size(3)));
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(output);
    Tensor images = images(x);
    Tensor pooled = y.view(output.foldTime());
    switch (window.kind()) {
      case MAXIMUM -> {
        x.keep(); // backward looks for the largest again
        pools.maximum(images, window.side(), window.stride(), window.padding(), pooled);
      }
      case AVERAGE ->
          pools.average(images, window.side(), window.stride(), window.padding(), pooled);
    }
    Signal signal = window.kind() == Kind.MAXIMUM ? x.signal() : Signal.CURRENTS;
    return new Pooled(this, x, Activation.only(buffers, y).carrying(signal));
  }

  private Tensor images(Activation x) {
    return x.tensor().view(input.foldTime());
  }

  private Tensor backward(Activation x, Tensor gradient) {
    Tensor gx = buffers.take(input);
    Tensor gy = gradient.view(output.foldTime());
    Tensor folded = gx.view(input.foldTime());
    int side = window.side();
    switch (window.kind()) {
      case MAXIMUM ->
          pools.maximumBackward(images(x), gy, side, window.stride(), window.padding(), folded);
      case AVERAGE -> pools.averageBackward(gy, side, window.stride(), window.padding(), folded);
    }
    buffers.give(gradient);
    return gx;
  }

  private record Pooled(Pool layer, Activation x, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.backward(x, gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
