package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers one behind the other. */
public final class Sequence implements Layer {

  private final List<Layer> layers;

  /**
   * A chain of at least one layer; each takes the output of the one before.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Sequence(List<? extends Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("Cannot build a sequence: it needs at least one layer");
    }
    this.layers = List.copyOf(layers);
  }

  /** A chain of the given layers. */
  public static Sequence of(Layer... layers) {
    return new Sequence(List.of(layers));
  }

  /** Its last layer. */
  Layer last() {
    return layers.get(layers.size() - 1);
  }

  @Override
  public Shape outputShape() {
    return last().outputShape();
  }

  @Override
  public List<LayerFacts> facts() {
    return layers.stream().flatMap(layer -> layer.facts().stream()).toList();
  }

  /** A norm or a bias behind a convolution becomes a part of it (Zheng 2020 section 3.4). */
  @Override
  public Layer folded(Folding folding) {
    List<Layer> folded = new ArrayList<>();
    for (Layer layer : layers) {
      int last = folded.size() - 1;
      if (last >= 0
          && folded.get(last) instanceof Conv2d convolution
          && layer instanceof PerChannel next) {
        folded.set(last, convolution.then(next.absorbed(folding), folding));
      } else {
        folded.add(layer.folded(folding));
      }
    }
    return new Sequence(folded);
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    Inflow inflow = from;
    for (Layer layer : layers) {
      inflow = layer.draw(drawing, inflow);
    }
    return inflow;
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    if (pass.mode() == Mode.EVALUATE) {
      return evaluate(x, pass);
    }
    List<Trace> traces = new ArrayList<>(layers.size());
    Trace before = train(0, x, pass);
    traces.add(before);
    for (int i = 1; i < layers.size(); i++) {
      Trace trace = train(i, before.output(), pass);
      before.output().settle();
      traces.add(trace);
      before = trace;
    }
    return new Chained(layers, traces, pass.probe());
  }

  /** No backward follows, so each output goes back as soon as the next layer has read it. */
  private Trace evaluate(Activation x, Pass pass) {
    Trace last = next(layers.get(0), x, pass);
    for (Layer layer : layers.subList(1, layers.size())) {
      Trace next = next(layer, last.output(), pass);
      last.release();
      last = next;
    }
    return last;
  }

  private static Trace next(Layer layer, Activation x, Pass pass) {
    return told(layer, layer.forward(x, pass), pass);
  }

  /** Neurons behind a norm normalise on the way: its output need not go to memory. */
  private Trace train(int i, Activation x, Pass pass) {
    boolean before = i + 1 < layers.size() && layers.get(i + 1) instanceof Spiking;
    return before && layers.get(i) instanceof BatchNorm norm
        ? told(norm, norm.beforeNeurons(x, pass), pass)
        : next(layers.get(i), x, pass);
  }

  private static Trace told(Layer layer, Trace trace, Pass pass) {
    pass.probe().output(layer, trace.output());
    return trace;
  }

  private record Chained(List<Layer> layers, List<Trace> traces, Probe probe) implements Trace {

    @Override
    public Activation output() {
      return traces.get(traces.size() - 1).output();
    }

    @Override
    public Tensor backward(Tensor gradient) {
      return traces.get(0).backward(backwardToFirst(gradient));
    }

    @Override
    public void backwardParameters(Tensor gradient, BufferPool buffers) {
      traces.get(0).backwardParameters(backwardToFirst(gradient), buffers);
    }

    /** Down to the gradient of the first layer's output. */
    private Tensor backwardToFirst(Tensor gradient) {
      Tensor current = gradient;
      for (int i = traces.size() - 1; i > 0; i--) {
        probe.gradient(layers.get(i), current);
        current = traces.get(i).backward(current);
      }
      probe.gradient(layers.get(0), current);
      return current;
    }

    @Override
    public void release() {
      traces.forEach(Trace::release);
    }
  }
}
