package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Fully connected: y = x w' + b over the last axis, [...,in] to [...,out]. Starts uniform in
 * +-1/sqrt(in), weights and biases, as PyTorch's linear layer does.
 */
public final class Dense implements Single {

  private final BufferPool buffers;
  private final Rows products;
  private final Parameter weight;
  private final Optional<Parameter> bias;
  private final Optional<Tensor> noBias; // [2,out]: zeros, and room for a gradient that none needs
  private final Shape input;
  private final Shape inputRows;
  private final Shape output;
  private final Shape outputRows;
  private final LayerFacts fact;

  /** Whether a constant is added to each output. */
  public enum Bias {
    /** One that is learned. */
    LEARNED,
    /** None: y = x w' (Wu 2019 Eq. 5). */
    NONE
  }

  /** A layer for one input shape, [...,in], with so many outputs and biases. */
  public Dense(Wiring wiring, Shape input, int outputs) {
    this(wiring, input, outputs, Bias.LEARNED);
  }

  /** A layer for one input shape, [...,in], with so many outputs. */
  public Dense(Wiring wiring, Shape input, int outputs, Bias kind) {
    this(wiring, input, outputs, kind, Initial.uniformFanIn(input.size(-1)));
  }

  /** A layer for one input shape, [...,in], whose weights and biases start otherwise. */
  public Dense(Wiring wiring, Shape input, int outputs, Bias kind, Initial initial) {
    int inputs = input.size(-1);
    this.buffers = wiring.buffers();
    this.inputRows = input.rows();
    this.products = new Rows(wiring.kernels(), inputRows.size(0), inputs, outputs);
    this.weight = wiring.parameter("weight", Shape.of(outputs, inputs), initial, Decay.WEIGHT);
    this.bias =
        kind == Bias.LEARNED
            ? Optional.of(wiring.parameter("bias", Shape.of(outputs), initial, Decay.NORM_OR_BIAS))
            : Optional.empty();
    this.noBias =
        kind == Bias.NONE ? Optional.of(buffers.take(Shape.of(2, outputs))) : Optional.empty();
    noBias.ifPresent(zeros -> wiring.kernels().memory().fill(zeros, 0));
    this.input = input;
    this.output = input.with(-1, outputs);
    this.outputRows = output.rows();
    this.fact =
        LayerFacts.multiplying(wiring, "linear, " + outputs, output, output.elements() * inputs);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    int outputs = output.size(-1);
    float[] own = drawing.values(weight.value());
    float[] values = from.areMaps() ? channelsFirst(own, from) : own;
    float[] zeros = new float[outputs];
    float[] constant = bias.map(one -> drawing.values(one.value())).orElse(zeros);
    return drawing.add(
        fact.path(),
        new DrawnNode.Linear(values, constant),
        drawing.flat(fact.path(), from),
        List.of(outputs));
  }

  /** Ours see maps pixel by pixel, a graph's channel by channel. */
  private static float[] channelsFirst(float[] weight, Inflow maps) {
    int channels = maps.shape().get(0);
    int pixels = maps.size() / channels;
    float[] turned = new float[weight.length];
    for (int i = 0; i < weight.length; i++) {
      int row = i / maps.size() * maps.size();
      int within = i - row;
      turned[row + within % channels * pixels + within / channels] = weight[i];
    }
    return turned;
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    x.keep();
    pass.probe().multiplied(fact.path(), x);
    Tensor y = buffers.take(output);
    Tensor b = bias.map(Parameter::value).orElseGet(() -> noBias(0));
    products.forward(pass.mode(), rows(x), weight.value(), b, y.view(outputRows));
    return new Multiplied(this, x, Activation.only(buffers, y));
  }

  private Tensor rows(Activation x) {
    return x.tensor().view(inputRows);
  }

  private Tensor noBias(int row) {
    int outputs = outputRows.size(1);
    return noBias.orElseThrow().slice((long) row * outputs, Shape.of(outputs));
  }

  private void addGradients(Tensor rows, Tensor gy) {
    Tensor gb = bias.map(Parameter::gradient).orElseGet(() -> noBias(1));
    products.together().backwardParameters(rows, gy, weight.gradient(), gb);
    weight.complete();
    bias.ifPresent(Parameter::complete);
  }

  private record Multiplied(Dense layer, Activation x, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gy = gradient.view(layer.outputRows);
      layer.addGradients(layer.rows(x), gy);
      Tensor gx = layer.buffers.take(layer.input);
      layer.products.together().backwardInput(gy, layer.weight.value(), gx.view(layer.inputRows));
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
