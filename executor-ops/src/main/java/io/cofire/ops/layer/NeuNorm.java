package io.cofire.ops.layer;

import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * Neuron normalisation between two convolutions (Wu 2019 Eq. 9 and 10): an auxiliary neuron for
 * each pixel traces the spikes of all F maps, and what the next layer sees is inhibited by it,
 * [T,N,H,W,F] to the same:
 *
 * <pre>
 *   x[t] = k x[t-1] + (v/F) sum over f of s_f[t]      y_c[t] = s_c[t] - U_c x[t]
 * </pre>
 *
 * <p>By the paper's words x is "the average response to the input firing rate", a "moving average",
 * and what the norm does is "similar with the zero-mean operation in batch normalization": that is
 * v = 1 - k ({@link Strength#AVERAGE}), with which a U of 1 takes the maps' mean away. The printed
 * condition k + v F = 1 gives the same only if v, not v/F, stands before the sum; put into Eq. 9 as
 * printed it makes x smaller by F, so that U x stays below 0.2% of a spike and U is hardly trained.
 *
 * <p>It has no statistics of a batch: it computes the same in training and evaluation, and ranks
 * exchange nothing.
 */
public final class NeuNorm implements Single {

  private final BufferPool buffers;
  private final NeuNormKernels kernels;
  private final Parameter u;
  private final double carry;
  private final double strength;
  private final Shape shape;
  private final Shape pixels;
  private final Shape traces;
  private final Shape weights;
  private final LayerFacts fact;

  /** What v is. */
  public enum Strength {
    /** To the letter, k + v F = 1 in Eq. 9: v/F = (1 - k) / F^2, next to nothing. */
    PRINTED {
      @Override
      double of(double decay, int maps) {
        return (1 - decay) / maps / maps;
      }
    },
    /** A moving average of the maps' mean, as the text describes it: k + v = 1. */
    AVERAGE {
      @Override
      double of(double decay, int maps) {
        return (1 - decay) / maps;
      }
    };

    abstract double of(double decay, int maps);
  }

  /** Whose U is whose. */
  public enum Weights {
    /** Each map has its own, of the size of the map. */
    PER_CHANNEL,
    /** All maps share one map of them. */
    SHARED
  }

  /**
   * A form of the norm.
   *
   * @param decay k, in [0, 1); 0.9 in the paper
   * @param start what every U starts from, which the paper does not print
   */
  public record Form(double decay, Strength strength, Weights weights, double start) {
    /** Checks the values. */
    public Form {
      if (!(decay >= 0 && decay < 1)) {
        throw new InvalidValue("norm.decay", decay, "must be in [0, 1)");
      }
      if (!Double.isFinite(start)) {
        throw new InvalidValue("norm.start", start, "must be finite");
      }
    }
  }

  /** A norm for one input shape, [T,N,H,W,F]. */
  public NeuNorm(Wiring wiring, Shape shape, Form form) {
    int maps = shape.size(4);
    int area = shape.size(2) * shape.size(3);
    int own = form.weights() == Weights.PER_CHANNEL ? maps : 1;
    this.buffers = wiring.buffers();
    this.kernels = wiring.kernels().neuNorm();
    this.carry = form.decay();
    this.strength = form.strength().of(form.decay(), maps);
    this.shape = shape;
    this.pixels = Shape.of(shape.size(0), shape.size(1), area, maps);
    this.traces = Shape.of(shape.size(0), shape.size(1), area);
    this.weights = Shape.of(area, own);
    Shape declared = Shape.of(shape.size(2), shape.size(3), own);
    Initial start = new Initial.Constant((float) form.start());
    this.u = wiring.parameter("u", declared, start, Decay.NORM_OR_BIAS);
    this.fact = LayerFacts.of(wiring, "neuron norm", shape);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Trace forward(Activation s, Pass pass) {
    s.keep();
    Tensor x = buffers.take(traces);
    Tensor y = inhibit(s, x);
    return new Inhibited(this, x, Activation.remade(buffers, y, () -> again(s, x)));
  }

  private Tensor inhibit(Activation s, Tensor x) {
    Tensor y = buffers.take(shape);
    Tensor spikes = s.tensor().view(pixels);
    kernels.forward(carry, strength, spikes, u.value().view(weights), x, y.view(pixels));
    return y;
  }

  private Tensor again(Activation s, Tensor x) {
    Tensor y = inhibit(s, x);
    s.settle(); // its own layer makes it again if it can
    return y;
  }

  private void backward(Tensor x, Tensor gradient) {
    Tensor gy = gradient.view(pixels);
    Tensor gu = u.gradient().view(weights);
    kernels.backward(carry, strength, u.value().view(weights), x, gy, gy, gu);
    u.complete();
  }

  private record Inhibited(NeuNorm layer, Tensor traces, Activation output) implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      output.release();
      layer.backward(traces, gradient);
      layer.buffers.give(traces);
      return gradient;
    }

    @Override
    public void release() {
      output.release();
      layer.buffers.give(traces);
    }
  }
}
