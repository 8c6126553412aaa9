package io.cofire.ops.host;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Neurons over host memory: a block of neurons runs through all timesteps before the next. */
public final class HostNeurons implements NeuronKernels {

  private final HostFloats floats;
  private final float[] membrane = Blocks.block();
  private final float[] gradient = Blocks.block();
  private final float[] carried = Blocks.block();
  private final float[] spikes = Blocks.block();
  private final float[] slopes = Blocks.block();

  /** Neurons for one thread. */
  public HostNeurons(HostFloats floats) {
    this.floats = floats;
  }

  @Override
  public void forward(Dynamics dynamics, Tensor x, Tensor h, Tensor s) {
    FloatBuffer current = floats.of(x);
    FloatBuffer before = floats.of(h);
    FloatBuffer fired = floats.of(s);
    NeuronStep step = new NeuronStep(dynamics);
    int timesteps = x.shape().size(0);
    int neurons = current.capacity() / timesteps;
    for (int from = 0; from < neurons; from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, neurons - from);
      Arrays.fill(carried, (float) dynamics.rest());
      for (int t = 0; t < timesteps; t++) {
        int index = t * neurons + from;
        Blocks.read(current, index, membrane, count);
        step.forward(membrane, carried, spikes, count);
        Blocks.write(membrane, count, before, index);
        Blocks.write(spikes, count, fired, index);
      }
    }
  }

  @Override
  public void spikes(Dynamics dynamics, Tensor h, Tensor s) {
    FloatBuffer before = floats.of(h);
    FloatBuffer fired = floats.of(s);
    NeuronStep step = new NeuronStep(dynamics);
    for (int from = 0; from < before.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, before.capacity() - from);
      Blocks.read(before, from, membrane, count);
      step.fire(membrane, spikes, count);
      Blocks.write(spikes, count, fired, from);
    }
  }

  @Override
  public void backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    FloatBuffer before = floats.of(h);
    FloatBuffer in = floats.of(gs);
    FloatBuffer out = floats.of(gx);
    NeuronStep step = new NeuronStep(dynamics);
    int timesteps = h.shape().size(0);
    int neurons = before.capacity() / timesteps;
    for (int from = 0; from < neurons; from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, neurons - from);
      Arrays.fill(carried, 0);
      for (int t = timesteps - 1; t >= 0; t--) {
        int index = t * neurons + from;
        Blocks.read(before, index, membrane, count);
        Blocks.read(in, index, gradient, count);
        step.backward(membrane, gradient, carried, spikes, slopes, count);
        Blocks.write(gradient, count, out, index);
      }
    }
  }

  @Override
  public DynamicsGradient backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    FloatBuffer before = floats.of(h);
    FloatBuffer in = floats.of(gs);
    FloatBuffer out = floats.of(gx);
    NeuronStep step = new NeuronStep(dynamics);
    LearningSums sums = new LearningSums(dynamics);
    int timesteps = h.shape().size(0);
    int neurons = before.capacity() / timesteps;
    for (int from = 0; from < neurons; from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, neurons - from);
      Arrays.fill(carried, 0);
      sums.start(count);
      for (int t = timesteps - 1; t >= 0; t--) {
        int index = t * neurons + from;
        Blocks.read(before, index, membrane, count);
        Blocks.read(in, index, gradient, count);
        sums.before(step, membrane, spikes);
        step.backward(membrane, gradient, carried, spikes, slopes, count);
        sums.at(membrane, gradient);
        Blocks.write(gradient, count, out, index);
      }
      sums.finish();
    }
    return sums.gradient();
  }
}
