package io.cofire.driver.figures.lab;

import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.random.Key;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Neurons without a network, whose inputs are drawn.
 *
 * @param timesteps T
 * @param neurons how many
 * @param inputs x, [T,neurons]
 * @param membranes before the reset, likewise
 * @param spikes likewise
 */
public record DrawnNeurons(
    int timesteps, int neurons, float[] inputs, float[] membranes, float[] spikes) {

  /** Neurons that see independent inputs of N(0, deviation^2) at each timestep. */
  public static DrawnNeurons of(
      Kernels kernels, Dynamics dynamics, int timesteps, int neurons, double deviation, Key key) {
    SplittableRandom random = key.random();
    float[] inputs = new float[timesteps * neurons];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (deviation * random.nextGaussian());
    }
    return of(kernels, dynamics, timesteps, inputs);
  }

  /** Neurons that see given inputs, [T,neurons]. */
  public static DrawnNeurons of(Kernels kernels, Dynamics dynamics, int timesteps, float[] inputs) {
    Shape shape = Shape.of(timesteps, inputs.length / timesteps);
    Tensor x = upload(kernels, shape, inputs);
    Tensor h = kernels.memory().allocate(shape);
    Tensor s = kernels.memory().allocate(shape);
    kernels.neurons().forward(dynamics, x, h, s);
    DrawnNeurons seen =
        new DrawnNeurons(timesteps, shape.size(1), inputs, values(kernels, h), values(kernels, s));
    for (Tensor each : new Tensor[] {x, h, s}) {
      kernels.memory().free(each);
    }
    return seen;
  }

  /** Their slopes ds/dh at one timestep each, as a backward of ones gives them. */
  public static float[] slopes(Kernels kernels, Dynamics dynamics, float[] membranes) {
    Shape shape = Shape.of(1, membranes.length);
    Tensor h = upload(kernels, shape, membranes);
    Tensor g = kernels.memory().allocate(shape);
    kernels.memory().fill(g, 1);
    kernels.neurons().backward(dynamics, h, g, g);
    float[] slopes = values(kernels, g);
    kernels.memory().free(h);
    kernels.memory().free(g);
    return slopes;
  }

  private static Tensor upload(Kernels kernels, Shape shape, float[] values) {
    FloatBuffer buffer = DirectBuffers.floats(values.length);
    buffer.put(0, values);
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().upload(buffer, tensor);
    return tensor;
  }

  private static float[] values(Kernels kernels, Tensor tensor) {
    FloatBuffer buffer = DirectBuffers.floats(tensor.shape().count());
    kernels.memory().download(tensor, buffer);
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  /** Share of timesteps at which a neuron fired. */
  public double rate(int neuron) {
    double fired = 0;
    for (int t = 0; t < timesteps; t++) {
      fired += spikes[t * neurons + neuron];
    }
    return fired / timesteps;
  }
}
