package io.cofire.ops.layer;

import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.SeparableConvolution;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Convolution of every image at every timestep: [T,N,H,W,iC] to [T,N,H',W',oC], square kernel,
 * padding kernel/2, no bias (a norm follows) unless a norm was folded into it.
 */
public final class Conv2d implements Single {

  private final BufferPool buffers;
  private final ConvolutionShape geometry;
  private final Convolution convolution;
  private final Parameter weight;
  private final Optional<Parameter> bias; // of a folded network
  private final Shape input;
  private final Shape output;
  private final LayerFacts fact;

  /**
   * A convolution for one input shape.
   *
   * @param input [T,N,H,W,iC]
   * @param channels oC
   * @param kernel side of the kernel, odd
   * @param stride step of the kernel
   */
  public Conv2d(Wiring wiring, Shape input, int channels, int kernel, int stride) {
    this(wiring, input, channels, kernel, stride, Initial.heFanOut(channels, kernel));
  }

  /** A convolution for one input shape whose weights start otherwise than by He's fan-out. */
  public Conv2d(Wiring wiring, Shape input, int channels, int kernel, int stride, Initial initial) {
    this.buffers = wiring.buffers();
    this.input = input;
    this.geometry =
        new ConvolutionShape(
            input.size(0) * input.size(1),
            input.size(4),
            input.size(2),
            input.size(3),
            channels,
            kernel,
            stride,
            kernel / 2);
    this.convolution = wiring.kernels().convolution(geometry);
    this.weight = wiring.parameter("weight", geometry.weight(), initial, Decay.WEIGHT);
    this.bias = Optional.empty();
    this.output =
        Shape.of(
            input.size(0),
            input.size(1),
            geometry.outputHeight(),
            geometry.outputWidth(),
            channels);
    this.fact =
        LayerFacts.multiplying(
            wiring, operation(kernel, channels, stride), output, multiplications(geometry));
  }

  private Conv2d(Conv2d like, Parameter weight, Parameter bias) {
    this.buffers = like.buffers;
    this.input = like.input;
    this.geometry = like.geometry;
    this.convolution = like.convolution;
    this.weight = weight;
    this.bias = Optional.of(bias);
    this.output = like.output;
    this.fact = like.fact;
  }

  /**
   * This convolution and what follows it as one (Zheng 2020, inference): W' = scale W, B' = scale B
   * + shift.
   */
  Conv2d then(PerChannel.Affine next, Folding folding) {
    int channels = geometry.outputChannels();
    float[] w = folding.values(weight);
    int each = w.length / channels;
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) (next.scale()[i / each] * w[i]);
    }
    float[] b = bias.map(folding::values).orElseGet(() -> new float[channels]);
    for (int c = 0; c < channels; c++) {
      b[c] = (float) (next.scale()[c] * b[c] + next.shift()[c]);
    }
    Parameter foldedWeight = folding.replace(weight, weight.name(), w);
    Parameter foldedBias =
        bias.map(old -> folding.replace(old, old.name(), b))
            .orElseGet(
                () -> folding.append(foldedWeight, fact.path() + ".bias", geometry.bias(), b));
    return new Conv2d(this, foldedWeight, foldedBias);
  }

  private static String operation(int kernel, int channels, int stride) {
    String size = String.format(Locale.ROOT, "conv %dx%d, %d", kernel, kernel, channels);
    return stride == 1 ? size : size + ", stride " + stride;
  }

  private static long multiplications(ConvolutionShape geometry) {
    long each = geometry.weight().elements(1, 4);
    return geometry.output().elements() * each;
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    int channels = geometry.outputChannels();
    float[] zeros = new float[channels];
    DrawnNode node =
        new DrawnNode.Convolution(
            drawing.values(weight.value()),
            bias.map(values -> drawing.values(values.value())).orElse(zeros),
            input.size(4),
            1,
            geometry.kernel(),
            geometry.stride(),
            geometry.padding(),
            input.size(2),
            input.size(3));
    return drawing.add(fact.path(), node, from, List.of(channels, output.size(2), output.size(3)));
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    x.keep();
    pass.probe().multiplied(fact.path(), x);
    Tensor y = buffers.take(output);
    Tensor out = y.view(geometry.output());
    if (bias.isPresent()) {
      convolution.forward(images(x), weight.value(), bias.get().value(), out);
    } else {
      convolution.forward(images(x), weight.value(), out);
    }
    return new Convolved(this, x, Activation.only(buffers, y), pass.meanwhile());
  }

  private Tensor images(Activation x) {
    return x.tensor().view(geometry.input());
  }

  /** Gradients of weights only, of which those of the input may have been computed before. */
  private void addWeightGradient(Activation x, Tensor gradient) {
    Tensor gy = gradient.view(geometry.output());
    convolution.backwardWeight(images(x), gy, weight.gradient());
    weight.complete();
    buffers.give(gradient);
  }

  private record Convolved(Conv2d layer, Activation x, Activation output, Meanwhile meanwhile)
      implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      meanwhile.run(); // what an earlier convolution keeps, where no norm lay between
      Tensor gx = layer.buffers.take(layer.input);
      if (meanwhile.isPuttingOff()) {
        apart(gradient, gx);
      } else {
        together(gradient, gx);
        layer.weight.complete();
        layer.buffers.give(gradient);
      }
      return gx;
    }

    private void together(Tensor gradient, Tensor gx) {
      layer.convolution.backward(
          layer.images(x),
          layer.weight.value(),
          gradient.view(layer.geometry.output()),
          gx.view(layer.geometry.input()),
          layer.weight.gradient());
    }

    /** Where engines differ, all ranks say at the same place that a gradient is complete. */
    private void apart(Tensor gradient, Tensor gx) {
      if (layer.convolution instanceof SeparableConvolution convolution) {
        Tensor gy = gradient.view(layer.geometry.output());
        convolution.backwardInput(layer.weight.value(), gy, gx.view(layer.geometry.input()));
        x.hold();
        meanwhile.putOff(
            () -> {
              layer.addWeightGradient(x, gradient);
              x.letGo();
            });
      } else {
        together(gradient, gx);
        layer.buffers.give(gradient);
        meanwhile.putOff(layer.weight::complete);
      }
    }

    @Override
    public void backwardParameters(Tensor gradient, BufferPool buffers) {
      release();
      layer.addWeightGradient(x, gradient);
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
