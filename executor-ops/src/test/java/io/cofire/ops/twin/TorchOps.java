package io.cofire.ops.twin;

import io.cofire.ops.layer.Initial;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.neuron.Neuron;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The papers' operations in libtorch, with named leaves: in double precision and watching its
 * margins as a reference, in single precision and watching nothing as a peer in speed.
 */
final class TorchOps {

  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Problem problem;
  private final ScalarType type;
  private final boolean watching;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> statistics = new LinkedHashMap<>();
  private boolean training = true;
  private double margin = Double.POSITIVE_INFINITY;

  TorchOps(Problem problem) {
    this(problem, ScalarType.Double, true);
  }

  private TorchOps(Problem problem, ScalarType type, boolean watching) {
    this.problem = problem;
    this.type = type;
    this.watching = watching;
  }

  /** The peer in speed. */
  static TorchOps fast(Problem problem) {
    return new TorchOps(problem, ScalarType.Float, false);
  }

  /** Type of all values. */
  ScalarType type() {
    return type;
  }

  /** Whether {@link #margin} is asked for. */
  boolean watching() {
    return watching;
  }

  /** From now on norms use their running statistics. */
  void evaluate() {
    training = false;
  }

  /** Smallest distance of a membrane from a threshold or an edge of a surrogate. */
  double margin() {
    return margin;
  }

  Map<String, Tensor> parameters() {
    return parameters;
  }

  Map<String, Tensor> statistics() {
    return statistics;
  }

  Tensor parameter(String name, long... shape) {
    return parameters.computeIfAbsent(
        name,
        key -> {
          long elements = 1;
          for (long size : shape) {
            elements *= size;
          }
          Tensor values = constant(problem.parameter(key, (int) elements), shape);
          return kept(values.to(type).set_requires_grad(true));
        });
  }

  /** What outlives the part of the network that makes it. */
  private Tensor kept(Tensor leaf) {
    return watching ? leaf : leaf.retainReference();
  }

  /**
   * A part of the network. The peer in speed drops its intermediate tensors at its end, as code in
   * C++ would: only what autograd saves stays.
   */
  Tensor part(Supplier<Tensor> part) {
    if (watching) {
      return part.get();
    }
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      Tensor result = part.get();
      outer.attach(result); // first: a tensor in no scope is freed at once
      inner.detach(result);
      return result;
    }
  }

  static Tensor leaf(float[] values, long... shape) {
    return constant(values, shape).set_requires_grad(true);
  }

  static Tensor constant(float[] values, long... shape) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return Tensor.create(doubles, shape);
  }

  private static Tensor fold(Tensor x) {
    return x.reshape(x.size(0) * x.size(1), x.size(2), x.size(3), x.size(4));
  }

  private static Tensor unfold(Tensor y, Tensor like) {
    return y.reshape(like.size(0), like.size(1), y.size(1), y.size(2), y.size(3));
  }

  Tensor conv(String name, Tensor x, int channels, int kernel, int stride) {
    Tensor w = parameter(name + ".weight", channels, x.size(2), kernel, kernel);
    long[] pad = {kernel / 2, kernel / 2};
    long[] step = {stride, stride};
    return unfold(
        torch.conv2d(fold(x), w, new TensorOptional(), step, pad, new long[] {1, 1}, 1), x);
  }

  /** One number a channel is added. */
  Tensor bias(String name, Tensor x) {
    return x.add(parameter(name + ".bias", x.size(2)).reshape(1, 1, x.size(2), 1, 1));
  }

  /** gamma * factor * xhat + beta. */
  Tensor norm(String name, Tensor x, double factor) {
    long c = x.size(2);
    Tensor gamma = parameter(name + ".gamma", c);
    Tensor beta = parameter(name + ".beta", c);
    Tensor mean = statistics.computeIfAbsent(name + ".mean", k -> kept(torch.zeros(c).to(type)));
    Tensor variance =
        statistics.computeIfAbsent(name + ".variance", k -> kept(torch.ones(c).to(type)));
    Tensor y =
        torch.batch_norm(
            fold(x),
            new TensorOptional(gamma.mul(new Scalar(factor))),
            new TensorOptional(beta),
            new TensorOptional(mean),
            new TensorOptional(variance),
            training,
            MOMENTUM,
            EPSILON,
            false);
    return unfold(y, x);
  }

  Tensor dense(String name, Tensor x, int outputs) {
    Tensor w = parameter(name + ".weight", outputs, x.size(-1));
    return torch.linear(x, w, new TensorOptional(parameter(name + ".bias", outputs)));
  }

  /** Linear without bias. */
  Tensor product(String name, Tensor x, int outputs) {
    return torch.linear(x, parameter(name + ".weight", outputs, x.size(-1)));
  }

  /** NeuNorm: u has the size of our maps, channels last. */
  Tensor neuNorm(String name, Tensor s, NeuNorm.Form form) {
    long maps = s.size(2);
    boolean shared = form.weights() == NeuNorm.Weights.SHARED;
    Tensor u = parameter(name + ".u", s.size(3), s.size(4), shared ? 1 : maps).permute(2, 0, 1);
    double v =
        form.strength() == NeuNorm.Strength.PRINTED ? (1 - form.decay()) / maps : 1 - form.decay();
    TensorVector steps = new TensorVector();
    Tensor x = null;
    for (long t = 0; t < s.size(0); t++) {
      Tensor now = s.select(0, t).sum(1).unsqueeze(1).mul(new Scalar(v / maps));
      x = x == null ? now : x.mul(new Scalar(form.decay())).add(now);
      steps.push_back(s.select(0, t).sub(u.mul(x)));
    }
    return torch.stack(steps, 0);
  }

  /** Mean rate of each class's neurons. */
  Tensor votes(String name, Tensor rates, int classes) {
    int neurons = (int) rates.size(1);
    float[] labels = problem.statistic(name + ".labels", new Initial.Labels(classes), neurons);
    statistics.put(name + ".labels", constant(labels, neurons));
    TensorVector votes = new TensorVector();
    for (int k = 0; k < classes; k++) {
      float[] member = new float[neurons];
      for (int p = 0; p < neurons; p++) {
        member[p] = labels[p] == k ? 1 : 0;
      }
      Tensor population = constant(member, neurons);
      votes.push_back(rates.matmul(population).div(population.sum()));
    }
    return torch.stack(votes, 1);
  }

  Tensor maximum(Tensor x, int side, int stride, int padding) {
    long[] s = {side, side};
    long[] step = {stride, stride};
    long[] pad = {padding, padding};
    return unfold(torch.max_pool2d(fold(x), s, step, pad, new long[] {1, 1}, false), x);
  }

  Tensor average(Tensor x, int side, int stride, int padding) {
    long[] s = {side, side};
    long[] step = {stride, stride};
    long[] pad = {padding, padding};
    return unfold(
        torch.avg_pool2d(
            fold(x), s, step, pad, false, true, new org.bytedeco.pytorch.LongOptional()),
        x);
  }

  Tensor globalPool(Tensor x) {
    return x.mean(3, 4);
  }

  Tensor timeMean(Tensor x) {
    return x.mean(0);
  }

  Tensor repeat(Tensor x, int timesteps) {
    return x.expand(timesteps, x.size(1), x.size(2), x.size(3), x.size(4));
  }

  /** Neurons that learn nothing. */
  Tensor neurons(Tensor x, Neuron neuron) {
    return neurons("", x, neuron);
  }

  /** Neurons whose parameter, if they have one, is {@code NAME.w}. */
  Tensor neurons(String name, Tensor x, Neuron neuron) {
    return part(() -> new TorchNeurons(this, neuron).fire(name, x));
  }

  /** Says how far something is from where the mathematics breaks. */
  void keepsAway(Tensor distances) {
    margin = Math.min(margin, distances.min().item_double());
  }
}
