package io.cofire.ops.fused;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.fused.HostProcess.Cut;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.surrogate.Surrogate.ArcTan;
import io.cofire.ops.tensor.NormNeuronKernels.NormSums;
import io.cofire.ops.tensor.NormNeuronKernels.Normalised;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a launch is cut into blocks and threads belongs to the GPU, and must not change a bit. */
class LaunchCutTest {

  private static final Shape SHAPE = Shape.of(3, 5, 37, 12); // [T,N,P,C]
  private static final Dynamics DYNAMICS =
      new Dynamics(
          0.7, 0.4, 0.1, 0.8, -0.3, Reset.HARD, ResetGradient.FLOWS, Firing.ABOVE, new ArcTan(2));

  @BeforeAll
  static void needACompiler() {
    CompiledKernels.require();
  }

  @Test
  void everyCutGivesTheSameBits() {
    List<float[]> expected = sums(new Cut(1, 1));
    for (Cut cut : List.of(new Cut(1, 256), new Cut(7, 33), new Cut(1000, 64), new Cut(2, 250))) {
      List<float[]> found = sums(cut);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i)).as("result " + i + " of " + cut).isEqualTo(expected.get(i));
      }
    }
  }

  /** The operations that add: the others have a thread for each result. */
  private static List<float[]> sums(Cut cut) {
    List<float[]> results = new ArrayList<>();
    try (HostProcessKernels kernels = HostProcessKernels.open(cut)) {
      int channels = SHAPE.size(3);
      Tensor x = random(kernels, SHAPE);
      Tensor rows = x.view(SHAPE.rows());
      float[] mean = new float[channels];
      float[] m2 = new float[channels];
      kernels.norms().moments(rows, mean, m2);
      Tensor gx = random(kernels, SHAPE);
      NormSums sums =
          kernels.normNeurons().backwardLearning(DYNAMICS, x, gx, gx, new Normalised(x, mean, m2));
      results.addAll(List.of(mean, m2, sums.gy(), sums.gyXhat(), floats(sums.learned())));
      float[] first = new float[channels];
      float[] second = new float[channels];
      kernels.norms().gradientSums(rows, gx.view(SHAPE.rows()), mean, m2, first, second);
      results.addAll(List.of(first, second));
      results.add(new float[] {(float) kernels.updates().sumOfSquares(x)});
      for (int own : new int[] {1, channels}) {
        Tensor u = random(kernels, Shape.of(SHAPE.size(2), own));
        Tensor gu = random(kernels, u.shape());
        Tensor trace = random(kernels, Shape.of(3, 5, 37));
        kernels.neuNorm().forward(0.9, 0.1, x, u, trace, gx);
        results.add(take(kernels, gx));
        kernels.neuNorm().backward(0.9, 0.1, u, trace, gx, gx, gu);
        results.addAll(List.of(take(kernels, gx), take(kernels, gu)));
      }
    }
    return results;
  }

  private static float[] floats(DynamicsGradient gradient) {
    return new float[] {(float) gradient.carry(), (float) gradient.gain(), (float) gradient.bias()};
  }

  private static Tensor random(HostProcessKernels kernels, Shape shape) {
    float[] values = new float[shape.count()];
    Random random = new Random(shape.count());
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 0.5f;
    }
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().upload(FloatBuffer.wrap(values), tensor);
    return tensor;
  }

  private static float[] take(HostProcessKernels kernels, Tensor tensor) {
    float[] values = new float[tensor.shape().count()];
    kernels.memory().download(tensor, FloatBuffer.wrap(values));
    return values;
  }
}
