package io.cofire.ops.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class SpikeCounterTest {

  @Test
  void countsTheSpikesOfRealSamplesOnly() {
    try (Kernels kernels = new ReferenceKernels()) {
      Tensor spikes = kernels.memory().allocate(Shape.of(2, 3, 2)); // [T,N,F]
      float[] values = {1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1};
      kernels.memory().upload(FloatBuffer.wrap(values), spikes);
      SpikeCounter counter = new SpikeCounter(kernels.time());
      counter.samples(new int[] {4, 0, 2});
      counter.spikes("stem.neuron", spikes);
      counter.samples(new int[] {4, -1, 2});
      counter.spikes("stem.neuron", spikes);
      assertThat(counter.activity())
          .containsExactly(new NeuronActivity("stem.neuron", 8 + 5, 12 + 8));
      assertThat(counter.activity().get(0).firingRate()).isEqualTo(13.0 / 20);
    }
  }
}
