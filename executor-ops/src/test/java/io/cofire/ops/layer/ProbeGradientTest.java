package io.cofire.ops.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A probe is told of the gradient of every output of a sequence, from the last to the first. */
class ProbeGradientTest {

  private static final Shape SHAPE = Shape.of(2, 1, 1, 1, 3);
  private static final float[] INPUT = {1, -1, 2, 0, 3, -2};

  /** Rectifiers let pass what is above 0, and no gradient elsewhere. */
  @Test
  void everyOutputOfASequenceHasItsGradientTold() {
    try (Kernels kernels = new ReferenceKernels()) {
      Wiring wiring = Wiring.root(kernels);
      Layer first = Spiking.layer(wiring.at("first"), SHAPE, new Neuron.Relu());
      Layer second = Spiking.layer(wiring.at("second"), SHAPE, new Neuron.Relu());
      List<String> told = new ArrayList<>();
      Probe probe =
          new Probe() {
            @Override
            public void spikes(String layer, Tensor spikes) {}

            @Override
            public void gradient(Layer layer, Tensor gradient) {
              told.add(layer.facts().get(0).path() + sum(kernels, gradient));
            }
          };
      Tensor x = kernels.memory().allocate(SHAPE);
      kernels.memory().upload(FloatBuffer.wrap(INPUT), x);
      Pass pass = new Pass(Mode.TRAIN, new Alone(), probe);

      Trace trace = Sequence.of(first, second).forward(Activation.borrowed(x), pass);
      float[] y = values(kernels, trace.output().tensor());
      Tensor gradient = wiring.buffers().take(SHAPE);
      kernels.memory().fill(gradient, 1);
      float[] gx = values(kernels, trace.backward(gradient));

      assertThat(y).containsExactly(1, 0, 2, 0, 3, 0);
      assertThat(gx).containsExactly(1, 0, 1, 0, 1, 0);
      assertThat(told).containsExactly("second6.0", "first3.0");
    }
  }

  private static float[] values(Kernels kernels, Tensor tensor) {
    float[] values = new float[tensor.shape().count()];
    kernels.memory().download(tensor, FloatBuffer.wrap(values));
    return values;
  }

  private static double sum(Kernels kernels, Tensor tensor) {
    double sum = 0;
    for (float value : values(kernels, tensor)) {
      sum += value;
    }
    return sum;
  }
}
