package io.cofire.ops.layer;

import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Arrays;

/** y = x + b, one b per channel: the bias of a convolution that no norm follows. Starts from 0. */
public final class ChannelBias implements PerChannel {

  private final BufferPool buffers;
  private final NormKernels norms;
  private final HostVector host;
  private final Parameter bias;
  private final Shape shape;
  private final Shape folded;
  private final LayerFacts fact;

  /** A bias for one input shape, [T,N,H,W,C]. */
  public ChannelBias(Wiring wiring, Shape shape) {
    int channels = shape.size(-1);
    this.buffers = wiring.buffers();
    this.norms = wiring.kernels().norms();
    this.host = new HostVector(wiring.kernels().memory(), channels);
    this.bias =
        wiring.parameter("bias", Shape.of(channels), new Initial.Constant(0), Decay.NORM_OR_BIAS);
    this.shape = shape;
    this.folded = shape.rows();
    this.fact = LayerFacts.of(wiring.at("bias"), "bias", shape);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Affine absorbed(Folding folding) {
    float[] values = folding.values(bias);
    double[] scale = new double[values.length];
    double[] shift = new double[values.length];
    for (int c = 0; c < values.length; c++) {
      scale[c] = 1;
      shift[c] = values[c];
    }
    folding.remove(bias);
    return new Affine(scale, shift);
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    float[] shift = host.toArray(bias.value());
    Tensor y = buffers.take(shape);
    norms.affine(x.tensor().view(folded), constant(1, shift.length), shift, y.view(folded));
    return new Shifted(this, Activation.only(buffers, y));
  }

  /** gx = gy; b's gradient is the sum of gy over all pixels. */
  private void addGradient(Tensor gradient) {
    int channels = shape.size(-1);
    Tensor gy = gradient.view(folded);
    float[] sums = new float[channels];
    float[] unused = new float[channels];
    norms.gradientSums(gy, gy, constant(0, channels), constant(1, channels), sums, unused);
    host.add(sums, bias.gradient());
    bias.complete();
  }

  private static float[] constant(float value, int channels) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    return values;
  }

  private record Shifted(ChannelBias layer, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      layer.addGradient(gradient);
      return gradient;
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
