package io.cofire.ops.layer;

import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What layers are built with: the engine, the buffers, and the list of parameters and statistics
 * that the whole network declares, each under the path of its layer.
 */
public final class Wiring {

  private final Kernels kernels;
  private final BufferPool buffers;
  private final Recompute recompute;
  private final String path;
  private final List<Parameter> parameters;
  private final List<Statistic> statistics;

  private Wiring(
      Kernels kernels,
      BufferPool buffers,
      Recompute recompute,
      String path,
      List<Parameter> parameters,
      List<Statistic> statistics) {
    this.kernels = kernels;
    this.buffers = buffers;
    this.recompute = recompute;
    this.path = path;
    this.parameters = parameters;
    this.statistics = statistics;
  }

  /** The start of a new network on an engine that keeps what its backward needs. */
  public static Wiring root(Kernels kernels) {
    return root(kernels, Recompute.NONE);
  }

  /** The start of a new network on an engine. */
  public static Wiring root(Kernels kernels, Recompute recompute) {
    BufferPool buffers = new BufferPool(kernels.memory());
    return new Wiring(kernels, buffers, recompute, "", new ArrayList<>(), new ArrayList<>());
  }

  /** The same network, one part deeper: {@code stage1} at {@code block2} is stage1.block2. */
  public Wiring at(String part) {
    String deeper = path.isEmpty() ? part : path + "." + part;
    return new Wiring(kernels, buffers, recompute, deeper, parameters, statistics);
  }

  /** Path of the layer that is built. */
  public String path() {
    return path;
  }

  /** What a backward computes again. */
  public Recompute recompute() {
    return recompute;
  }

  /** A part of the network, repeated in its backward if parts of its size or larger ones are. */
  public Layer repeatable(Recompute size, Layer part) {
    return recompute.compareTo(size) >= 0 ? new Recomputed(this, part) : part;
  }

  /** The engine. */
  public Kernels kernels() {
    return kernels;
  }

  /** The buffers of the whole network. */
  public BufferPool buffers() {
    return buffers;
  }

  /** Declares a parameter of the layer at this path. */
  Parameter parameter(String name, Shape shape, Initial initial, Decay decay) {
    Parameter parameter = new Parameter(path + "." + name, shape, initial, decay);
    parameters.add(parameter);
    return parameter;
  }

  /** Declares a running statistic of the layer at this path. */
  Statistic statistic(String name, int size, float initial) {
    return statistic(name, size, new Initial.Constant(initial));
  }

  /** Declares a running statistic whose start is drawn from the run's key. */
  Statistic statistic(String name, int size, Initial initial) {
    Statistic statistic = new Statistic(path + "." + name, size, initial);
    statistics.add(statistic);
    return statistic;
  }

  /** Every parameter declared so far, in the order of building. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** Every running statistic declared so far, in the order of building. */
  public List<Statistic> statistics() {
    return List.copyOf(statistics);
  }
}
