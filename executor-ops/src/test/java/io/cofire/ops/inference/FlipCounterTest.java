package io.cofire.ops.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class FlipCounterTest {

  private static final Dynamics LIF = TinyTask.neuron(Block.TDBN).dynamics(); // V_th 0.5
  private static final Shape SHAPE = Shape.of(2, 2, 3); // [T,N,F]
  private static final float[] SPIKES = {1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0};
  private static final float[] MEMBRANES = {
    0.9f, 0.1f, 0.49995f, 0.6f, 0.7f, 0, 0.2f, 0.3f, 0.8f, 0, 0.1f, 0.2f
  };

  private static Tensor put(Kernels kernels, float... values) {
    Tensor tensor = kernels.memory().allocate(SHAPE);
    kernels.memory().upload(FloatBuffer.wrap(values), tensor);
    return tensor;
  }

  private static FlipCounter watched(Kernels kernels, int... labels) {
    FlipCounter counter = new FlipCounter(kernels.memory());
    counter.samples(labels);
    counter.first().fired("a", LIF, put(kernels, MEMBRANES), put(kernels, SPIKES));
    return counter;
  }

  @Test
  void equalSpikesDoNotFlip() {
    try (Kernels kernels = new ReferenceKernels()) {
      FlipCounter counter = watched(kernels, 0, 1);
      counter.second().fired("a", LIF, put(kernels, MEMBRANES), put(kernels, SPIKES));
      assertThat(counter.flips()).isEqualTo(new Flips(12, 0, 0));
    }
  }

  @Test
  void aFlipAtTheThresholdExplainsThoseOfTheSameNeuronAfterIt() {
    float[] later = SPIKES.clone();
    later[2] = 1; // its membrane is 5e-5 below the threshold
    later[6 + 2] = 0; // the same neuron, one timestep on
    try (Kernels kernels = new ReferenceKernels()) {
      FlipCounter counter = watched(kernels, 0, 1);
      counter.second().fired("a", LIF, put(kernels, MEMBRANES), put(kernels, later));
      assertThat(counter.flips()).isEqualTo(new Flips(12, 2, 0));
    }
  }

  @Test
  void aFlipFarFromTheThresholdIsUnexplained() {
    float[] other = SPIKES.clone();
    other[1] = 1;
    other[6 + 1] = 1;
    try (Kernels kernels = new ReferenceKernels()) {
      FlipCounter counter = watched(kernels, 0, 1);
      counter.second().fired("a", LIF, put(kernels, MEMBRANES), put(kernels, other));
      assertThat(counter.flips()).isEqualTo(new Flips(12, 2, 1));
    }
  }

  @Test
  void samplesOfPaddingAreLeftOut() {
    float[] other = SPIKES.clone();
    other[3] = 0; // of the second sample
    try (Kernels kernels = new ReferenceKernels()) {
      FlipCounter counter = watched(kernels, 0, -1);
      counter.second().fired("a", LIF, put(kernels, MEMBRANES), put(kernels, other));
      assertThat(counter.flips()).isEqualTo(new Flips(6, 0, 0));
    }
  }

  @Test
  void aForcedNetworkGoesOnWithTheFirstOnesSpikes() {
    float[] other = SPIKES.clone();
    other[1] = 1;
    try (Kernels kernels = new ReferenceKernels()) {
      FlipCounter counter = watched(kernels, 0, 1);
      ForcedSpikes forced = new ForcedSpikes(kernels.memory(), counter);
      forced.first().fired("a", LIF, put(kernels, MEMBRANES), put(kernels, SPIKES));
      Tensor spikes = put(kernels, other);
      forced.second().fired("a", LIF, put(kernels, MEMBRANES), spikes);
      float[] found = new float[SPIKES.length];
      kernels.memory().download(spikes, FloatBuffer.wrap(found));
      assertThat(found).isEqualTo(SPIKES);
      assertThat(counter.flips().flipped()).isEqualTo(1);
    }
  }

  @Test
  void spikesAloneAreNotEnough() {
    try (Kernels kernels = new ReferenceKernels()) {
      FlipCounter counter = new FlipCounter(kernels.memory());
      assertThatThrownBy(() -> counter.first().spikes("a", put(kernels, SPIKES)))
          .hasMessage("Cannot compare spikes without their membranes: a");
    }
  }
}
