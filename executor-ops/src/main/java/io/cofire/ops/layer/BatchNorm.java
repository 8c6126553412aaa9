package io.cofire.ops.layer;

import io.cofire.data.errors.Misfit;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.PendingFold;
import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.NormNeuronKernels.NormSums;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Locale;
import java.util.Optional;

/**
 * Batch normalisation, per channel over time, samples and pixels:
 *
 * <pre>
 *   xhat = (x - mean) / sqrt(var + eps)
 *   y    = gamma * factor * xhat + beta
 * </pre>
 *
 * <p>With factor 1 it is plain batch normalisation over T*N, as SEW and MS networks use; with
 * factor = alpha * V_th it depends on the threshold (tdBN, Zheng 2020 Eq. 5 to 8). In training the
 * mean and the biased variance are those of all ranks together: one exchange forward (count, mean,
 * M2) and one backward (two sums per channel), each merged in a tree over ranks. While the latter
 * is on its way, the gradient of the weights behind is computed.
 */
public final class BatchNorm implements PerChannel {

  /** Added to the variance. */
  public static final double EPSILON = 1e-5;

  /** Share of the batch's statistics in the running ones. */
  public static final double MOMENTUM = 0.1;

  private final String path;
  private final BufferPool buffers;
  private final NormKernels norms;
  private final NormNeuronKernels normNeurons;
  private final HostVector host;
  private final Parameter gamma;
  private final Parameter beta;
  private final Statistic runningMean;
  private final Statistic runningVariance;
  private final Scaling scaling;
  private final Shape shape;
  private final Shape folded;
  private final int channels;
  private final LayerFacts fact;

  /**
   * How a norm scales.
   *
   * @param factor alpha * V_th in the forward pass; 1 for plain batch normalisation
   * @param gamma what every gamma starts from
   * @param beta what every beta starts from
   * @param repeats timesteps that each input stands for: T before a {@link Repeat}, else 1; it
   *     enters only the n/(n-1) of the running variance
   */
  public record Scaling(double factor, double gamma, double beta, int repeats) {

    /** Plain batch normalisation whose gamma starts from 1. */
    public static final Scaling PLAIN = new Scaling(1, 1, 0, 1);

    /** Plain batch normalisation whose gamma starts from another value. */
    public static Scaling startingFrom(double gamma) {
      return new Scaling(1, gamma, 0, 1);
    }

    /** tdBN: alpha * V_th in the forward pass, gamma from 1. */
    public static Scaling threshold(double alpha, double threshold) {
      return new Scaling(alpha * threshold, 1, 0, 1);
    }

    /** The same for an input that stands for several timesteps. */
    public Scaling repeated(int timesteps) {
      return new Scaling(factor, gamma, beta, timesteps);
    }

    /** The same with constants to start from: a gamma of 0 makes every output beta. */
    public Scaling constant(double start) {
      return new Scaling(factor, 0, start, repeats);
    }
  }

  /** A norm for one input shape, [T,N,H,W,C]. */
  public BatchNorm(Wiring wiring, Shape shape, Scaling scaling) {
    this.path = wiring.path();
    this.buffers = wiring.buffers();
    this.norms = wiring.kernels().norms();
    this.normNeurons = wiring.kernels().normNeurons();
    this.shape = shape;
    this.scaling = scaling;
    this.channels = shape.size(-1);
    this.folded = shape.rows();
    Shape perChannel = Shape.of(channels);
    Initial one = new Initial.Constant((float) scaling.gamma());
    this.gamma = wiring.parameter("gamma", perChannel, one, Decay.NORM_OR_BIAS);
    Initial shift = new Initial.Constant((float) scaling.beta());
    this.beta = wiring.parameter("beta", perChannel, shift, Decay.NORM_OR_BIAS);
    this.runningMean = wiring.statistic("mean", channels, 0);
    this.runningVariance = wiring.statistic("variance", channels, 1);
    this.host = new HostVector(wiring.kernels().memory(), channels);
    this.fact = LayerFacts.of(wiring, "norm", shape);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  /** scale = gamma * factor / sqrt(var + eps), shift = beta - mean * scale, running statistics. */
  @Override
  public Affine absorbed(Folding folding) {
    float[] weight = folding.values(gamma);
    float[] bias = folding.values(beta);
    double[] scale = new double[channels];
    double[] shift = new double[channels];
    for (int c = 0; c < channels; c++) {
      scale[c] = weight[c] * scaling.factor() / Math.sqrt(runningVariance.value(c) + EPSILON);
      shift[c] = bias[c] - runningMean.value(c) * scale[c];
    }
    folding.remove(gamma);
    folding.remove(beta);
    folding.remove(runningMean);
    folding.remove(runningVariance);
    return new Affine(scale, shift);
  }

  @Override
  public Layer folded(Folding folding) {
    Parameter scale = folding.replace(gamma, path + ".scale", new float[channels]);
    Parameter shift = folding.replace(beta, path + ".shift", new float[channels]);
    Affine affine = absorbed(folding);
    folding.set(scale, toFloat(affine.scale()));
    folding.set(shift, toFloat(affine.shift()));
    return new ChannelAffine(buffers, norms, host, scale, shift, fact);
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    return pass.mode() == Mode.TRAIN ? train(x, pass) : evaluate(rows(x));
  }

  /** A forward in training whose output only neurons read: they may normalise themselves. */
  Trace beforeNeurons(Activation x, Pass pass) {
    x.keep();
    Moments.Pending moments = moments(x, pass);
    Moments all = moments.await();
    double[] inverse = inverse(all);
    float[][] affine = affine(all.mean(), inverse);
    NormedCurrent current =
        new NormedCurrent(
            normNeurons, x, affine[0], affine[1], toFloat(all.mean()), toFloat(inverse));
    Activation output = Activation.unmade(buffers, current, () -> normalise(rows(x), all));
    return new Normalised(this, pass, x, output, moments, Optional.of(current));
  }

  private Tensor rows(Activation x) {
    return x.tensor().view(folded);
  }

  private Trace evaluate(Tensor x) {
    double[] mean = new double[channels];
    double[] inverse = new double[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = runningMean.value(c);
      inverse[c] = 1 / Math.sqrt(runningVariance.value(c) + EPSILON);
    }
    return new Evaluated(buffers, normalise(x, mean, inverse));
  }

  /** What reads the output waits for the other ranks; a shortcut's is read by the join. */
  private Trace train(Activation x, Pass pass) {
    x.keep();
    Moments.Pending moments = moments(x, pass);
    Activation output = Activation.late(buffers, () -> normalise(rows(x), moments.await()));
    return new Normalised(this, pass, x, output, moments, Optional.empty());
  }

  private Moments.Pending moments(Activation x, Pass pass) {
    return pass.tape().next(() -> exchange(rows(x), pass));
  }

  private double[] inverse(Moments all) {
    double[] inverse = new double[channels];
    for (int c = 0; c < channels; c++) {
      inverse[c] = 1 / Math.sqrt(all.m2()[c] / all.count() + EPSILON);
    }
    return inverse;
  }

  private Moments.Pending exchange(Tensor x, Pass pass) {
    float[] mean = new float[channels];
    float[] m2 = new float[channels];
    norms.moments(x, mean, m2);
    long mine = folded.size(0);
    double[] packed = Moments.pack(mine, mean, m2);
    String name = path + ".moments";
    return new Moments.Pending(
        pass.collective().beginFold(name, packed, Moments::merge), this::updateRunning);
  }

  private Tensor normalise(Tensor x, Moments all) {
    return normalise(x, all.mean(), inverse(all));
  }

  private Tensor normalise(Tensor x, double[] mean, double[] inverse) {
    float[][] affine = affine(mean, inverse);
    Tensor y = buffers.take(shape);
    norms.affine(x, affine[0], affine[1], y.view(folded));
    return y;
  }

  /** Scale and shift of each channel. */
  private float[][] affine(double[] mean, double[] inverse) {
    float[] weight = host.toArray(gamma.value());
    float[] bias = host.toArray(beta.value());
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      double s = weight[c] * scaling.factor() * inverse[c];
      scale[c] = (float) s;
      shift[c] = (float) (bias[c] - mean[c] * s);
    }
    return new float[][] {scale, shift};
  }

  private void updateRunning(Moments all) {
    long n = all.count() * scaling.repeats();
    if (n < 2) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot normalise at %s: one value per channel over all ranks has no variance; use a larger batch",
              path));
    }
    for (int c = 0; c < channels; c++) {
      double variance = all.m2()[c] / all.count() * n / (n - 1);
      runningMean.set(c, mix(runningMean.value(c), all.mean()[c]));
      runningVariance.set(c, mix(runningVariance.value(c), variance));
    }
  }

  private static float mix(float running, double batch) {
    return (float) ((1 - MOMENTUM) * running + MOMENTUM * batch);
  }

  /**
   * With k = gamma * factor / sqrt(var + eps): gx = k (gy - mean(gy) - xhat mean(gy xhat)), the
   * means over all ranks; gamma's gradient is factor * sum(gy xhat), beta's sum(gy), over this rank
   * (they are summed over ranks with all other gradients).
   */
  private Tensor backward(Normalised trace, Tensor gradient) {
    Tensor gy = gradient.view(folded);
    Moments all = trace.moments.await();
    float[] mean = toFloat(all.mean());
    double[] inverse = inverse(all);
    NormSums sums =
        trace
            .current
            .flatMap(NormedCurrent::sums)
            .orElseGet(() -> sums(trace.x, gy, mean, toFloat(inverse)));
    addParameterGradients(sums.gy(), sums.gyXhat());
    PendingFold totals = totals(trace.pass, sums.gy(), sums.gyXhat());
    trace.pass.meanwhile().run();
    double[] total = totals.await();
    float[] weight = host.toArray(gamma.value());
    float[] a = new float[channels];
    float[] b = new float[channels];
    float[] k = new float[channels];
    for (int c = 0; c < channels; c++) {
      double scale = weight[c] * scaling.factor() * inverse[c];
      double slope = scale * inverse[c] * total[channels + c] / all.count();
      a[c] = (float) scale;
      b[c] = (float) -slope;
      k[c] = (float) (slope * mean[c] - scale * total[c] / all.count());
    }
    norms.inputGradient(rows(trace.x), gy, a, b, k, gy);
    return gradient;
  }

  private NormSums sums(Activation x, Tensor gy, float[] mean, float[] inverse) {
    DynamicsGradient none = new DynamicsGradient(0, 0, 0);
    NormSums sums = new NormSums(new float[channels], new float[channels], none);
    norms.gradientSums(rows(x), gy, mean, inverse, sums.gy(), sums.gyXhat());
    return sums;
  }

  private void addParameterGradients(float[] sums, float[] products) {
    float[] scaled = new float[channels];
    for (int c = 0; c < channels; c++) {
      scaled[c] = (float) (scaling.factor() * products[c]);
    }
    host.add(scaled, gamma.gradient());
    host.add(sums, beta.gradient());
    gamma.complete();
    beta.complete();
  }

  private PendingFold totals(Pass pass, float[] sums, float[] products) {
    double[] mine = new double[2 * channels];
    for (int c = 0; c < channels; c++) {
      mine[c] = sums[c];
      mine[channels + c] = products[c];
    }
    return pass.collective().beginFold(path + ".gradientSums", mine, Merging.SUM);
  }

  private static float[] toFloat(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private record Normalised(
      BatchNorm layer,
      Pass pass,
      Activation x,
      Activation output,
      Moments.Pending moments,
      Optional<NormedCurrent> current)
      implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      release();
      return layer.backward(this, gradient);
    }

    @Override
    public void release() {
      output.release();
    }
  }
}
