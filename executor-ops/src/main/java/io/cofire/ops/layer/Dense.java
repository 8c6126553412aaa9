package io.cofire.ops.layer;

import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * Fully connected: y = x w' + b over the last axis, [...,in] to [...,out]. Starts uniform in
 * +-1/sqrt(in), weights and biases, as PyTorch's linear layer does.
 */
public final class Dense implements Layer {

  private final BufferPool buffers;
  private final Linear linear;
  private final Parameter weight;
  private final Parameter bias;
  private final Shape input;
  private final Shape inputRows;
  private final Shape output;
  private final Shape outputRows;

  /** A layer for one input shape, [...,in], with so many outputs. */
  public Dense(Wiring wiring, Shape input, int outputs) {
    int inputs = input.size(-1);
    int rows = Math.toIntExact(input.elements(0, input.axes() - 1));
    Initial initial = new Initial.Uniform(1 / Math.sqrt(inputs));
    this.buffers = wiring.buffers();
    this.linear = wiring.kernels().linear(rows, inputs, outputs);
    this.weight = wiring.parameter("weight", Shape.of(outputs, inputs), initial, Decay.WEIGHT);
    this.bias = wiring.parameter("bias", Shape.of(outputs), initial, Decay.NORM_OR_BIAS);
    this.input = input;
    this.inputRows = Shape.of(rows, inputs);
    this.output = input.with(-1, outputs);
    this.outputRows = Shape.of(rows, outputs);
  }

  @Override
  public Shape outputShape() {
    return output;
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    x.keep();
    Tensor y = buffers.take(output);
    linear.forward(rows(x), weight.value(), bias.value(), y.view(outputRows));
    return new Multiplied(this, x, Activation.only(buffers, y));
  }

  private Tensor rows(Activation x) {
    return x.tensor().view(inputRows);
  }

  private record Multiplied(Dense layer, Activation x, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      Tensor gy = gradient.view(layer.outputRows);
      layer.linear.backwardParameters(
          layer.rows(x), gy, layer.weight.gradient(), layer.bias.gradient());
      Tensor gx = layer.buffers.take(layer.input);
      layer.linear.backwardInput(gy, layer.weight.value(), gx.view(layer.inputRows));
      layer.buffers.give(gradient);
      return gx;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
