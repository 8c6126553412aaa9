package io.cofire.ops.network;

import io.cofire.data.errors.Misfit;
import io.cofire.data.random.Key;
import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Folding;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Parameter;
import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Statistic;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * A network built for one minibatch shape on one engine: [T,N,H,W,C] (or [1,N,H,W,C] for still
 * images) to logits [N,K]. Every start value is a function of the key and the parameter's name, so
 * every rank that builds it has the same parameters.
 */
public final class Network implements Predictor {

  private final Plan plan;
  private final Layer layers;
  private final BufferPool buffers;
  private final Shape input;
  private final FlatVectors parameters;
  private final RunningStatistics statistics;
  private final List<Parameter> declared;
  private final boolean owner; // of the parameters

  /** What every network of the same parameters is built from. */
  private record Plan(NetworkConfig config, int classes, Kernels kernels, Recompute recompute) {}

  private Network(
      Plan plan,
      Layer layers,
      BufferPool buffers,
      Shape input,
      FlatVectors parameters,
      RunningStatistics statistics,
      List<Parameter> declared,
      boolean owner) {
    this.plan = plan;
    this.layers = layers;
    this.buffers = buffers;
    this.input = input;
    this.parameters = parameters;
    this.statistics = statistics;
    this.declared = declared;
    this.owner = owner;
  }

  /**
   * Builds a network.
   *
   * @param classes K
   * @param batch N, samples of this rank's minibatches
   * @param kernels the engine that it runs on
   * @param key start of the parameters
   */
  public static Network build(
      NetworkConfig config, InputShape input, int classes, int batch, Kernels kernels, Key key) {
    return build(config, input, classes, batch, kernels, key, Recompute.NONE);
  }

  /**
   * Builds a network.
   *
   * @param recompute what its backward computes again instead of keeping it; the same bits
   * @see #build(NetworkConfig, InputShape, int, int, Kernels, Key)
   */
  public static Network build(
      NetworkConfig config,
      InputShape input,
      int classes,
      int batch,
      Kernels kernels,
      Key key,
      Recompute recompute) {
    Wiring wiring = Wiring.root(kernels, recompute);
    Network network = unstarted(wiring, config, input, classes, batch, key);
    start(wiring.parameters(), network.parameters, kernels.memory(), key);
    return network;
  }

  /**
   * Builds a network whose parameters have no values yet: for plans of its memory.
   *
   * @see #build(NetworkConfig, InputShape, int, int, Kernels, Key, Recompute)
   */
  public static Network unstarted(
      NetworkConfig config,
      InputShape input,
      int classes,
      int batch,
      Kernels kernels,
      Recompute recompute) {
    return unstarted(Wiring.root(kernels, recompute), config, input, classes, batch, Key.of(0));
  }

  private static Network unstarted(
      Wiring wiring, NetworkConfig config, InputShape input, int classes, int batch, Key key) {
    if (classes < 1 || batch < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot build a network of %d classes for batches of %d: each must be at least 1",
              classes,
              batch));
    }
    Layer layers = config.layers(wiring, input, classes, batch);
    return new Network(
        new Plan(config, classes, wiring.kernels(), wiring.recompute()),
        layers,
        wiring.buffers(),
        input.minibatch(batch),
        parameters(wiring.parameters(), wiring.kernels().memory()),
        statistics(
            wiring.statistics(), one -> one.initial().values(one.size(), key.child(one.name()))),
        wiring.parameters(),
        true);
  }

  /**
   * This network for minibatches of another shape, such as more timesteps or fewer samples: it uses
   * this one's parameters, gradients and running statistics, and has buffers of its own. Close it
   * before this one.
   *
   * @param batch N
   * @throws IllegalArgumentException if the network's parameters depend on what differs
   */
  public Network sharing(InputShape other, int batch) {
    Wiring wiring = Wiring.root(plan.kernels(), plan.recompute());
    Layer shared = bound(wiring, other, batch);
    return new Network(
        plan,
        shared,
        wiring.buffers(),
        other.minibatch(batch),
        parameters,
        statistics,
        wiring.parameters(),
        false);
  }

  /**
   * A copy of this network for evaluation alone, its norms folded into its convolutions. Later
   * changes of this one do not change it, nor does closing this one close it.
   *
   * @param other what its samples look like
   * @param batch N
   * @throws IllegalArgumentException if the network's parameters depend on what differs
   */
  public FoldedNetwork folded(InputShape other, int batch) {
    Wiring wiring = Wiring.root(plan.kernels());
    Layer twin = bound(wiring, other, batch);
    Folding folding = new Folding(wiring);
    return FoldedNetwork.of(wiring, twin.folded(folding), folding, other.minibatch(batch));
  }

  private Layer bound(Wiring wiring, InputShape other, int batch) {
    Layer twin = plan.config().layers(wiring, other, plan.classes(), batch);
    Layout layout = layout(wiring.parameters());
    if (!layout.entries().equals(parameters.layout().entries())) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot use a network for minibatches of %s: its parameters depend on their shape, and it was built for %s",
              other.minibatch(batch),
              input));
    }
    bind(wiring.parameters(), layout, parameters.values(), parameters.gradients());
    bind(wiring.statistics(), statistics.layout(), statistics.values());
    return twin;
  }

  static Layout layout(List<Parameter> declared) {
    Layout.Builder builder = new Layout.Builder();
    for (Parameter parameter : declared) {
      builder.add(parameter.name(), parameter.shape(), parameter.decay() == Decay.WEIGHT);
    }
    return builder.build();
  }

  private static void bind(
      List<Parameter> declared, Layout layout, Tensor values, Tensor gradients) {
    for (int i = 0; i < declared.size(); i++) {
      declared.get(i).bind(values, gradients, layout.entries().get(i).offset());
    }
  }

  static void bind(List<Statistic> declared, Layout layout, float[] values) {
    for (int i = 0; i < declared.size(); i++) {
      declared.get(i).bind(values, layout.entries().get(i).offset());
    }
  }

  private static FlatVectors parameters(List<Parameter> declared, Memory memory) {
    Layout layout = layout(declared);
    Shape flat = Shape.of(layout.elements());
    Tensor values = memory.allocate(flat);
    Tensor gradients = memory.allocate(flat);
    bind(declared, layout, values, gradients);
    return new FlatVectors(layout, values, gradients);
  }

  /**
   * The values that parameters start from, without a network.
   *
   * @param dry kernels that compute nothing
   * @param key start of the parameters
   * @param wanted names
   * @see #build(NetworkConfig, InputShape, int, int, Kernels, Key)
   */
  public static Map<String, float[]> starts(
      NetworkConfig config,
      InputShape input,
      int classes,
      Kernels dry,
      Key key,
      Predicate<String> wanted) {
    Wiring wiring = Wiring.root(dry, Recompute.NONE);
    unstarted(wiring, config, input, classes, 1, key);
    Map<String, float[]> starts = new TreeMap<>();
    for (Parameter parameter : wiring.parameters()) {
      if (wanted.test(parameter.name())) {
        Key own = key.child(parameter.name());
        starts.put(parameter.name(), parameter.initial().values(parameter.shape().count(), own));
      }
    }
    return starts;
  }

  private static void start(
      List<Parameter> declared, FlatVectors parameters, Memory memory, Key key) {
    Layout layout = parameters.layout();
    HostVector start = new HostVector(memory, layout.elements());
    for (int i = 0; i < declared.size(); i++) {
      Parameter parameter = declared.get(i);
      int size = parameter.shape().count();
      float[] first = parameter.initial().values(size, key.child(parameter.name()));
      start.values().put(layout.entries().get(i).offset(), first);
    }
    start.upload(parameters.values());
  }

  /** Lays out running statistics and binds them to their layers, each with its start. */
  static RunningStatistics statistics(
      List<Statistic> declared, Function<Statistic, float[]> starts) {
    Layout.Builder builder = new Layout.Builder();
    for (Statistic statistic : declared) {
      builder.add(statistic.name(), Shape.of(statistic.size()), false);
    }
    Layout layout = builder.build();
    float[] values = new float[layout.elements()];
    for (int i = 0; i < declared.size(); i++) {
      Statistic statistic = declared.get(i);
      int offset = layout.entries().get(i).offset();
      float[] start = starts.apply(statistic);
      System.arraycopy(start, 0, values, offset, start.length);
    }
    bind(declared, layout, values);
    return new RunningStatistics(layout, values);
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public Shape outputShape() {
    return layers.outputShape();
  }

  @Override
  public Trace forward(Tensor x, Pass pass) {
    return layers.forward(Activation.borrowed(x), pass);
  }

  /** The trainable parameters and their gradients. */
  public FlatVectors parameters() {
    return parameters;
  }

  /**
   * Has a listener told, during each backward, which gradients are complete.
   *
   * @param listener takes the place of the parameter in the layout's entries; nothing is added to
   *     its gradient after that
   */
  public void onGradient(IntConsumer listener) {
    for (int i = 0; i < declared.size(); i++) {
      int place = i;
      declared.get(i).whenComplete(() -> listener.accept(place));
    }
  }

  /** The norms' running statistics. */
  public RunningStatistics statistics() {
    return statistics;
  }

  /** Where gradients of the logits come from and gradients of the input go back to. */
  public BufferPool buffers() {
    return buffers;
  }

  /** Frees every buffer, and the parameters unless they are another network's. */
  @Override
  public void close() {
    buffers.close();
    if (owner) {
      Memory memory = plan.kernels().memory();
      memory.free(parameters.values());
      memory.free(parameters.gradients());
    }
  }
}
