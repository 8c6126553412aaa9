package io.cofire.ops.host;

import io.cofire.ops.neuron.Dynamics;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What one thread needs for a block of neurons that runs through all timesteps. */
final class NeuronBlock {

  private float[] membrane = {};
  private float[] gradient = {};
  private float[] carried = {};
  private float[] spikes = {};
  private float[] slopes = {};

  private void reserve(int size) {
    if (membrane.length < size) {
      membrane = new float[size];
      gradient = new float[size];
      carried = new float[size];
      spikes = new float[size];
      slopes = new float[size];
    }
  }

  /** A layer's tensors over all timesteps, of which each has so many neurons. */
  record Layer(FloatBuffer x, FloatBuffer h, FloatBuffer s, int neurons) {
    int timesteps() {
      return h.capacity() / neurons;
    }
  }

  void forward(Dynamics dynamics, NeuronStep step, Layer layer, int from, int count) {
    start(count, (float) dynamics.rest());
    for (int t = 0; t < layer.timesteps(); t++) {
      int index = t * layer.neurons() + from;
      Blocks.read(layer.x(), index, membrane, count);
      step.forward(membrane, carried, spikes, count);
      Blocks.write(membrane, count, layer.h(), index);
      Blocks.write(spikes, count, layer.s(), index);
    }
  }

  /** The same with the norm before them: lanes begin anew with each block. */
  void forward(
      Dynamics dynamics,
      NeuronStep step,
      Layer layer,
      float[] scale,
      float[] shift,
      int from,
      int count) {
    start(count, (float) dynamics.rest());
    for (int t = 0; t < layer.timesteps(); t++) {
      int index = t * layer.neurons() + from;
      Blocks.read(layer.x(), index, membrane, count);
      step.forward(membrane, scale, shift, carried, spikes, count);
      Blocks.write(membrane, count, layer.h(), index);
      Blocks.write(spikes, count, layer.s(), index);
    }
  }

  private void start(int count, float value) {
    reserve(Math.max(count, Blocks.SIZE));
    Arrays.fill(carried, 0, count, value);
  }

  void spikes(NeuronStep step, FloatBuffer h, FloatBuffer s, int from, int count) {
    reserve(Blocks.SIZE);
    Blocks.read(h, from, membrane, count);
    step.fire(membrane, spikes, count);
    Blocks.write(spikes, count, s, from);
  }

  /** The layer's x is the gradient of its spikes, its s receives that of its input. */
  void backward(NeuronStep step, Layer layer, int from, int count) {
    start(count, 0);
    for (int t = layer.timesteps() - 1; t >= 0; t--) {
      int index = t * layer.neurons() + from;
      Blocks.read(layer.h(), index, membrane, count);
      Blocks.read(layer.x(), index, gradient, count);
      step.backward(membrane, gradient, carried, spikes, slopes, count);
      Blocks.write(gradient, count, layer.s(), index);
    }
  }

  /** The same, and leaves the block's sums. */
  void backwardLearning(NeuronStep step, Layer layer, int from, int count, LearningSums sums) {
    start(count, 0);
    sums.start(count);
    for (int t = layer.timesteps() - 1; t >= 0; t--) {
      int index = t * layer.neurons() + from;
      Blocks.read(layer.h(), index, membrane, count);
      Blocks.read(layer.x(), index, gradient, count);
      sums.before(step, membrane, spikes);
      step.backward(membrane, gradient, carried, spikes, slopes, count);
      sums.at(membrane, gradient);
      Blocks.write(gradient, count, layer.s(), index);
    }
  }
}
