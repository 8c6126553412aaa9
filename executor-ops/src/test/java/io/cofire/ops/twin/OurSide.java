package io.cofire.ops.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Targets;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Parameter;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Statistic;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.rank.RankThreads;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.twin.Subject.Goal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a subject with our layers, on any engine, its samples split over any ranks. */
final class OurSide {

  private final String engine;
  private final Subject subject;
  private final Problem problem;
  private final Collective collective;
  private final int from;
  private final int to;

  private OurSide(
      String engine, Subject subject, Problem problem, Collective collective, int from, int to) {
    this.engine = engine;
    this.subject = subject;
    this.problem = problem;
    this.collective = collective;
    this.from = from;
    this.to = to;
  }

  private record Share(
      Shape outputShape,
      double loss,
      float[] output,
      float[] inputGradient,
      float[] evaluated,
      Map<String, float[]> gradients,
      Map<String, float[]> statistics) {}

  /** The results by name; ranks have so many samples each. */
  static Map<String, double[]> run(String engine, Subject subject, Problem problem, int... split)
      throws Exception {
    List<Share> shares =
        RankThreads.run(
            split.length,
            collective -> {
              int from = Arrays.stream(split, 0, collective.rank()).sum();
              int to = from + split[collective.rank()];
              return new OurSide(engine, subject, problem, collective, from, to).share();
            });
    return merge(subject, shares, split);
  }

  private Share share() {
    try (Kernels kernels = Engines.open(engine, Device.CPU)) {
      Wiring wiring = Wiring.root(kernels);
      Layer layer = subject.ours().build(wiring, batch(subject.input()));
      bind(wiring, kernels);
      Map<String, float[]> statistics = bindStatistics(wiring);
      Tensor x = kernels.memory().allocate(batch(subject.input()));
      Shape whole = subject.input();
      kernels.memory().upload(buffer(Parts.cut(problem.inputs(), whole, from, to)), x);

      Trace trace =
          layer.forward(Activation.borrowed(x), new Pass(Mode.TRAIN, collective, Probe.NONE));
      float[] output = read(kernels, trace.output().tensor());
      Tensor gradient = wiring.buffers().take(layer.outputShape());
      double loss = loss(output, layer.outputShape(), gradient, kernels);
      float[] inputGradient = read(kernels, trace.backward(gradient));
      Trace evaluated =
          layer.forward(Activation.borrowed(x), new Pass(Mode.EVALUATE, collective, Probe.NONE));
      return new Share(
          layer.outputShape(),
          loss,
          output,
          inputGradient,
          read(kernels, evaluated.output().tensor()),
          gradients(wiring, kernels),
          statistics);
    }
  }

  private Shape batch(Shape whole) {
    return whole.with(Parts.samples(whole), to - from);
  }

  private void bind(Wiring wiring, Kernels kernels) {
    for (Parameter parameter : wiring.parameters()) {
      Tensor value = kernels.memory().allocate(parameter.shape());
      Tensor gradient = kernels.memory().allocate(parameter.shape());
      int elements = (int) parameter.shape().elements();
      kernels.memory().upload(buffer(problem.parameter(parameter.name(), elements)), value);
      parameter.bind(value, gradient, 0);
    }
  }

  private Map<String, float[]> bindStatistics(Wiring wiring) {
    Map<String, float[]> all = new TreeMap<>();
    for (Statistic statistic : wiring.statistics()) {
      float[] values = problem.statistic(statistic.name(), statistic.initial(), statistic.size());
      statistic.bind(values, 0);
      all.put(statistic.name(), values);
    }
    return all;
  }

  private static Map<String, float[]> gradients(Wiring wiring, Kernels kernels) {
    Map<String, float[]> all = new TreeMap<>();
    for (Parameter parameter : wiring.parameters()) {
      all.put(parameter.name(), read(kernels, parameter.gradient()));
    }
    return all;
  }

  private double loss(float[] output, Shape shape, Tensor gradient, Kernels kernels) {
    int samples = subject.input().size(Parts.samples(subject.input()));
    if (subject.goal() != Goal.WEIGHTED_SUM) {
      int classes = shape.size(-1);
      Targets labels = Targets.of(Arrays.copyOfRange(problem.labels(samples, classes), from, to));
      Loss loss = subject.goal().loss(classes);
      FloatBuffer gy = buffer(new float[output.length]);
      loss.gradient(FloatBuffer.wrap(output), labels, 1.0 / samples, gy);
      kernels.memory().upload(gy, gradient);
      return loss.loss(FloatBuffer.wrap(output), labels).lossSum() / samples;
    }
    Shape whole = shape.with(Parts.samples(shape), samples);
    float[] weights = Parts.cut(problem.upstream((int) whole.elements()), whole, from, to);
    kernels.memory().upload(buffer(weights), gradient);
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      sum += (double) weights[i] * output[i];
    }
    return sum;
  }

  private static Map<String, double[]> merge(Subject subject, List<Share> shares, int[] split) {
    Map<String, double[]> values = new TreeMap<>();
    List<float[]> outputs = new ArrayList<>();
    List<float[]> inputs = new ArrayList<>();
    List<float[]> evaluated = new ArrayList<>();
    for (Share share : shares) {
      outputs.add(share.output());
      inputs.add(share.inputGradient());
      evaluated.add(share.evaluated());
      values.merge("loss", new double[] {share.loss()}, OurSide::plus);
      share.gradients().forEach((n, g) -> values.merge("gradient of " + n, wide(g), OurSide::plus));
      share
          .statistics()
          .forEach(
              (n, s) -> {
                values.put("running " + n, wide(s));
                assertThat(s)
                    .as("running %s is the same on every rank", n)
                    .isEqualTo(shares.get(0).statistics().get(n));
              });
    }
    int samples = Arrays.stream(split).sum();
    Shape one = shares.get(0).outputShape();
    Shape output = one.with(Parts.samples(one), samples);
    values.put("output", join(outputs, output, split));
    values.put("output in evaluation", join(evaluated, output, split));
    values.put("gradient of the input", join(inputs, subject.input(), split));
    return values;
  }

  private static double[] join(List<float[]> parts, Shape shape, int[] split) {
    float[] whole = new float[(int) shape.elements()];
    int from = 0;
    for (int r = 0; r < split.length; r++) {
      Parts.paste(parts.get(r), whole, shape, from, from + split[r]);
      from += split[r];
    }
    return wide(whole);
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < b.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static float[] read(Kernels kernels, Tensor tensor) {
    FloatBuffer host = buffer(new float[(int) tensor.shape().elements()]);
    kernels.memory().download(tensor, host);
    float[] values = new float[host.capacity()];
    host.get(0, values);
    return values;
  }

  private static FloatBuffer buffer(float[] values) {
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(0, values);
  }
}
