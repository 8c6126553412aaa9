package io.cofire.ops.network;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Folding;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Parameter;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Statistic;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * A network for evaluation alone. Each norm is a part of the convolution before it, with weights of
 * the same name and a bias beside them; a norm that no convolution precedes has become a {@code
 * scale} and a {@code shift} of each channel (Zheng 2020, section on inference).
 */
public final class FoldedNetwork implements Predictor {

  private final Wiring wiring;
  private final Layer layers;
  private final Shape input;
  private final Layout layout;
  private final Tensor values;
  private final RunningStatistics statistics;

  private FoldedNetwork(
      Wiring wiring,
      Layer layers,
      Shape input,
      Layout layout,
      Tensor values,
      RunningStatistics statistics) {
    this.wiring = wiring;
    this.layers = layers;
    this.input = input;
    this.layout = layout;
    this.values = values;
    this.statistics = statistics;
  }

  /** Copies the values of what is left into vectors of its own. */
  static FoldedNetwork of(Wiring wiring, Layer layers, Folding folding, Shape input) {
    List<Parameter> parameters = folding.parameters();
    Layout layout = Network.layout(parameters);
    Memory memory = wiring.kernels().memory();
    HostVector host = new HostVector(memory, layout.elements());
    for (int i = 0; i < parameters.size(); i++) {
      host.values().put(layout.entries().get(i).offset(), folding.values(parameters.get(i)));
    }
    Tensor values = memory.allocate(Shape.of(layout.elements()));
    host.upload(values);
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).bind(values, layout.entries().get(i).offset());
    }
    RunningStatistics statistics = Network.statistics(folding.statistics(), Statistic::copy);
    return new FoldedNetwork(wiring, layers, input, layout, values, statistics);
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public Shape outputShape() {
    return layers.outputShape();
  }

  /**
   * Computes the logits.
   *
   * @throws IllegalStateException if the pass is to train
   */
  @Override
  public Trace forward(Tensor x, Pass pass) {
    if (pass.mode() != Mode.EVALUATE) {
      throw new IllegalStateException(
          "Cannot train a folded network: its norms are gone; train the network that it was folded from");
    }
    return layers.forward(Activation.borrowed(x), pass);
  }

  /**
   * The network as a graph, from a sample at one timestep to what it says at that timestep, whose
   * mean over time are the logits.
   *
   * @throws io.cofire.data.errors.Misfit if a layer is no node of such graphs
   */
  public Drawing draw() {
    Drawing drawing = new Drawing(wiring.kernels().memory());
    List<Integer> maps = List.of(input.size(4), input.size(2), input.size(3));
    Inflow nothing = new Inflow(List.of(), maps);
    Inflow entry = drawing.add("input", new DrawnNode.Entry(maps), nothing, maps);
    Inflow end = layers.draw(drawing, entry);
    drawing.add("output", new DrawnNode.Exit(end.shape()), end, end.shape());
    return drawing;
  }

  /** Names and places of the parameters. */
  public Layout layout() {
    return layout;
  }

  /** The parameters, one flat vector. */
  public Tensor values() {
    return values;
  }

  /** What is left of the running statistics: nothing but the classes of voting neurons. */
  public RunningStatistics statistics() {
    return statistics;
  }

  /** Frees the buffers and the parameters. */
  @Override
  public void close() {
    wiring.buffers().close();
    wiring.kernels().memory().free(values);
  }
}
