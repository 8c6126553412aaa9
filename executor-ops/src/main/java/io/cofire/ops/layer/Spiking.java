package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Optional;

/**
 * A layer of neurons: input currents [T,...] to spikes [T,...]. The only layer that looks along
 * time, so back-propagation through time happens here and nowhere else.
 */
public final class Spiking implements Single {

  private final String name;
  private final BufferPool buffers;
  private final NeuronKernels neurons;
  private final Dynamics fixed;
  private final Optional<LearnedScalar> learned;
  private final Shape shape;
  private final boolean repeats;
  private final LayerFacts fact;

  /**
   * Neurons of one kind, one for each element of a timestep, whatever they hand on.
   *
   * @param shape of their inputs and outputs, [T,...]
   */
  public static Layer layer(Wiring wiring, Shape shape, Neuron neuron) {
    return switch (neuron.answer()) {
      case SPIKES -> new Spiking(wiring, shape, neuron);
      case INPUT -> new Rectified(wiring, shape, neuron);
    };
  }

  private Spiking(Wiring wiring, Shape shape, Neuron neuron) {
    this.name = wiring.path();
    this.buffers = wiring.buffers();
    this.neurons = wiring.kernels().neurons();
    this.fixed = neuron.dynamics();
    this.learned = neuron.learned().map(scalar -> new LearnedScalar(wiring, scalar));
    this.shape = shape;
    this.repeats = wiring.recompute() == Recompute.NEURON;
    this.fact = LayerFacts.of(wiring, "neurons", shape);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    Dynamics dynamics = learned.map(LearnedScalar::dynamics).orElse(fixed);
    return drawing.add(name, new DrawnNode.Neurons(dynamics, from.shape()), from, from.shape());
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Dynamics dynamics = learned.map(LearnedScalar::dynamics).orElse(fixed);
    Tensor membrane = buffers.take(shape);
    Tensor spikes = buffers.take(shape);
    Optional<NormedCurrent> normed = x.unmade();
    fire(dynamics, x, membrane, spikes);
    pass.probe().fired(name, dynamics, membrane, spikes);
    if (pass.mode() == Mode.TRAIN && !repeats) {
      return new Fired(this, dynamics, membrane, spikes, normed);
    }
    buffers.give(membrane);
    if (pass.mode() == Mode.EVALUATE) {
      return new Evaluated(Activation.only(buffers, spikes).carrying(Signal.SPIKES));
    }
    x.keep();
    return new Repeated(this, dynamics, x, spikes);
  }

  private void fire(Dynamics dynamics, Activation x, Tensor membrane, Tensor spikes) {
    x.unmade()
        .ifPresentOrElse(
            current -> current.forward(dynamics, membrane, spikes),
            () -> neurons.forward(dynamics, x.tensor(), membrane, spikes));
  }

  private void backward(
      Dynamics dynamics, Tensor membrane, Tensor gradient, Optional<NormedCurrent> normed) {
    if (learned.isPresent()) {
      learned
          .get()
          .add(
              normed
                  .map(current -> current.backwardLearning(dynamics, membrane, gradient))
                  .orElseGet(
                      () -> neurons.backwardLearning(dynamics, membrane, gradient, gradient)));
    } else {
      normed.ifPresentOrElse(
          current -> current.backward(dynamics, membrane, gradient),
          () -> neurons.backward(dynamics, membrane, gradient, gradient));
    }
    buffers.give(membrane);
  }

  /** Keeps the membranes, which also tell the spikes. */
  private record Fired(
      Spiking layer,
      Dynamics dynamics,
      Tensor membrane,
      Activation output,
      Optional<NormedCurrent> normed)
      implements Trace {

    Fired(
        Spiking layer,
        Dynamics dynamics,
        Tensor membrane,
        Tensor spikes,
        Optional<NormedCurrent> normed) {
      this(
          layer,
          dynamics,
          membrane,
          Activation.remade(layer.buffers, spikes, () -> again(layer, dynamics, membrane)),
          normed);
    }

    private static Tensor again(Spiking layer, Dynamics dynamics, Tensor membrane) {
      Tensor spikes = layer.buffers.take(layer.shape);
      layer.neurons.spikes(dynamics, membrane, spikes);
      return spikes;
    }

    @Override
    public Tensor backward(Tensor gradient) {
      output.release();
      layer.backward(dynamics, membrane, gradient, normed);
      return gradient;
    }

    @Override
    public void release() {
      output.release();
      layer.buffers.give(membrane);
    }
  }

  /** Keeps nothing, and has its neurons run again over the input. */
  private static final class Repeated implements Trace {

    private final Spiking layer;
    private final Dynamics dynamics;
    private final Activation x;
    private final Activation output;
    private Tensor membrane;

    Repeated(Spiking layer, Dynamics dynamics, Activation x, Tensor spikes) {
      this.layer = layer;
      this.dynamics = dynamics;
      this.x = x;
      this.output = Activation.remade(layer.buffers, spikes, this::again);
    }

    private Tensor again() {
      membrane = layer.buffers.take(layer.shape);
      Tensor spikes = layer.buffers.take(layer.shape);
      layer.fire(dynamics, x, membrane, spikes);
      x.settle(); // its own layer makes it again if it can
      return spikes;
    }

    @Override
    public Activation output() {
      return output;
    }

    @Override
    public Tensor backward(Tensor gradient) {
      if (membrane == null) {
        output.tensor();
      }
      output.release();
      layer.backward(dynamics, membrane, gradient, x.unmade());
      return gradient;
    }

    @Override
    public void release() {
      output.release();
      if (membrane != null) {
        layer.buffers.give(membrane);
      }
    }
  }
}
