package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * The votes of populations of neurons (Wu 2019 Eq. 11): each voting neuron stands for a class,
 * drawn once from the run's key, and a class's vote is the mean rate of its neurons, M r with
 * M[k,p] = 1 / |population k| where neuron p stands for class k, else 0: rates [N,P] to votes
 * [N,K]. The classes of the neurons are kept with the running statistics.
 */
public final class Voting implements Single {

  private final BufferPool buffers;
  private final Rows products;
  private final Statistic labels;
  private final Tensor matrix;
  private final Tensor zeros;
  private final Shape input;
  private final Shape output;
  private final HostVector host;
  private final LayerFacts fact;

  /**
   * Votes for one input shape.
   *
   * @param input [N,P]
   * @param classes K, at most P
   */
  public Voting(Wiring wiring, Shape input, int classes) {
    int neurons = input.size(1);
    this.buffers = wiring.buffers();
    this.products = new Rows(wiring.kernels(), input.size(0), neurons, classes);
    this.labels = wiring.statistic("labels", neurons, new Initial.Labels(classes));
    this.matrix = buffers.take(Shape.of(classes, neurons));
    this.zeros = buffers.take(Shape.of(classes));
    this.input = input;
    this.output = input.with(1, classes);
    this.fact = LayerFacts.of(wiring.at("votes"), "votes, " + classes, output);
    this.host = new HostVector(wiring.kernels().memory(), matrix.shape().count());
    wiring.kernels().memory().fill(zeros, 0);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    fillMatrix();
    int classes = output.size(1);
    DrawnNode votes = new DrawnNode.Linear(drawing.values(matrix), new float[classes]);
    return drawing.add(fact.path(), votes, from, List.of(classes));
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    fillMatrix(); // a checkpoint may have brought other labels
    Tensor y = buffers.take(output);
    products.forward(pass.mode(), x.tensor(), matrix, zeros, y);
    return new Counted(this, Activation.only(buffers, y));
  }

  private void fillMatrix() {
    int neurons = input.size(1);
    int[] populations = new int[output.size(1)];
    for (int p = 0; p < neurons; p++) {
      populations[(int) labels.value(p)]++;
    }
    for (int k = 0; k < populations.length; k++) {
      for (int p = 0; p < neurons; p++) {
        host.values().put(k * neurons + p, labels.value(p) == k ? 1f / populations[k] : 0);
      }
    }
    host.upload(matrix);
  }

  private record Counted(Voting layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gx = layer.buffers.take(layer.input);
      layer.products.together().backwardInput(gradient, layer.matrix, gx);
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
