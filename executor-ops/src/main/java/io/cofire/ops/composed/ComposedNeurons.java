package io.cofire.ops.composed;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.Tensor;

/**
 * Neurons by array operations.
 *
 * @param <A> the library's array
 */
public final class ComposedNeurons<A> implements NeuronKernels {

  private final ArrayMath<A> math;

  /** Neurons for one thread. */
  public ComposedNeurons(ArrayMath<A> math) {
    this.math = math;
  }

  @Override
  public void forward(Dynamics dynamics, Tensor x, Tensor h, Tensor s) {
    Population<A> population = Population.of(math, dynamics, x.shape());
    math.within(
        () -> population.forward(population.array(x), population.array(h), population.array(s)));
  }

  @Override
  public void spikes(Dynamics dynamics, Tensor h, Tensor s) {
    Population<A> population = Population.of(math, dynamics, h.shape());
    math.within(() -> population.fire(population.array(s), population.array(h)));
  }

  @Override
  public void backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    Population<A> population = Population.of(math, dynamics, h.shape());
    math.within(
        () -> population.backward(population.array(h), population.array(gs), population.array(gx)));
  }

  @Override
  public DynamicsGradient backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    Population<A> population = Population.of(math, dynamics, h.shape());
    DynamicsGradient[] learned = new DynamicsGradient[1];
    math.within(
        () -> {
          A membranes = population.array(h);
          A gradient = population.array(gx);
          population.backward(membranes, population.array(gs), gradient);
          learned[0] = population.learned(membranes, gradient);
        });
    return learned[0];
  }
}
