package io.cofire.ops.layer;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Optional;

/**
 * A layer of neurons: input currents [T,...] to spikes [T,...]. The only layer that looks along
 * time, so back-propagation through time happens here and nowhere else.
 */
public final class Spiking implements Layer {

  private final String name;
  private final BufferPool buffers;
  private final NeuronKernels neurons;
  private final Dynamics fixed;
  private final Optional<LearnedScalar> learned;
  private final Shape shape;

  /** Neurons of one kind, one for each element of a timestep. */
  public Spiking(Wiring wiring, Shape shape, Neuron neuron) {
    this.name = wiring.path();
    this.buffers = wiring.buffers();
    this.neurons = wiring.kernels().neurons();
    this.fixed = neuron.dynamics();
    this.learned = neuron.learned().map(scalar -> new LearnedScalar(wiring, scalar));
    this.shape = shape;
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  @Override
  public Trace forward(Tensor x, Pass pass) {
    Tensor membrane = buffers.take(shape);
    Tensor spikes = buffers.take(shape);
    Dynamics dynamics = learned.map(LearnedScalar::dynamics).orElse(fixed);
    neurons.forward(dynamics, x, membrane, spikes);
    pass.probe().spikes(name, spikes);
    if (pass.mode() == Mode.EVALUATE) {
      buffers.give(membrane);
      return new Evaluated(buffers, spikes);
    }
    return new Fired(this, dynamics, membrane, spikes);
  }

  private void backward(Dynamics dynamics, Tensor membrane, Tensor gradient) {
    if (learned.isPresent()) {
      learned.get().add(neurons.backwardLearning(dynamics, membrane, gradient, gradient));
    } else {
      neurons.backward(dynamics, membrane, gradient, gradient);
    }
  }

  private record Fired(Spiking layer, Dynamics dynamics, Tensor membrane, Tensor output)
      implements Trace {

    @Override
    public Tensor backward(Tensor gradient) {
      layer.backward(dynamics, membrane, gradient);
      release();
      return gradient;
    }

    @Override
    public void release() {
      layer.buffers.give(membrane);
      layer.buffers.give(output);
    }
  }
}
