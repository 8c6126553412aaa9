package io.cofire.ops.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.NormNeuronKernels.NormSums;
import io.cofire.ops.tensor.NormNeuronKernels.Normalised;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operations over activations on 1, 2 and 3 threads, over sizes that no part divides. */
class RankThreadsTest {

  private static final Shape SHAPE = Shape.of(3, 7, 19, 23, 12); // 110124 floats at a timestep
  private static final Dynamics DYNAMICS =
      new Dynamics(
          0.7,
          0.4,
          0.1,
          0.8,
          -0.3,
          Reset.HARD,
          ResetGradient.FLOWS,
          Firing.ABOVE,
          new Surrogate.ArcTan(2));

  @BeforeAll
  static void loadTheLibrary() {
    Engines.open("nd4j", Device.CPU).close();
  }

  @Test
  void resultsHaveTheSameBitsOnAnyNumberOfThreads() {
    List<float[]> expected = run(1);
    for (int threads : new int[] {2, 3, 2}) {
      List<float[]> found = run(threads);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)).as("result " + i).isEqualTo(expected.get(i));
      }
    }
  }

  private static List<float[]> run(int threads) {
    try (Nd4jKernels kernels = new Nd4jKernels(threads, Precision.FLOAT32)) {
      Work work = new Work(kernels, new Random(1), new ArrayList<>());
      work.norms();
      work.neurons();
      work.normNeurons();
      work.neuNorm();
      work.joins();
      work.pools();
      work.time();
      work.updates();
      return work.results;
    }
  }

  private record Work(Nd4jKernels kernels, Random random, List<float[]> results) {

    private Tensor filled(Shape shape) {
      float[] values = new float[shape.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() * 2 - 0.5f;
      }
      Tensor tensor = kernels.memory().allocate(shape);
      kernels.memory().upload(FloatBuffer.wrap(values), tensor);
      return tensor;
    }

    private float[] perChannel() {
      float[] values = new float[SHAPE.size(-1)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() + 0.5f;
      }
      return values;
    }

    private void keep(Tensor... tensors) {
      for (Tensor tensor : tensors) {
        float[] values = new float[tensor.shape().count()];
        kernels.memory().download(tensor, FloatBuffer.wrap(values));
        results.add(values);
      }
    }

    private void norms() {
      Tensor x = filled(SHAPE.rows());
      Tensor y = filled(SHAPE.rows());
      float[] mean = new float[SHAPE.size(-1)];
      float[] m2 = new float[SHAPE.size(-1)];
      kernels.norms().moments(x, mean, m2);
      float[] sums = new float[SHAPE.size(-1)];
      float[] products = new float[SHAPE.size(-1)];
      kernels.norms().gradientSums(x, y, mean, perChannel(), sums, products);
      results.addAll(List.of(mean, m2, sums, products));
      kernels.norms().inputGradient(x, y, perChannel(), perChannel(), perChannel(), y);
      kernels.norms().affine(x, perChannel(), perChannel(), x);
      keep(x, y);
    }

    private void neurons() {
      Tensor h = filled(SHAPE);
      Tensor s = filled(SHAPE);
      kernels.neurons().forward(DYNAMICS, filled(SHAPE), h, s);
      Tensor gx = filled(SHAPE);
      keep(s, h);
      results.add(learned(kernels.neurons().backwardLearning(DYNAMICS, h, gx, gx)));
      kernels.neurons().spikes(DYNAMICS, h, s);
      kernels.neurons().backward(DYNAMICS, h, s, s);
      keep(s, gx);
    }

    private static float[] learned(DynamicsGradient of) {
      return new float[] {(float) of.carry(), (float) of.gain(), (float) of.bias()};
    }

    private void normNeurons() {
      Tensor x = filled(SHAPE);
      Tensor h = filled(SHAPE);
      Tensor s = filled(SHAPE);
      float[] scale = perChannel();
      kernels.normNeurons().forward(DYNAMICS, x, scale, perChannel(), h, s);
      keep(h, s);
      NormSums sums =
          kernels
              .normNeurons()
              .backwardLearning(DYNAMICS, h, s, s, new Normalised(x, scale, perChannel()));
      results.addAll(List.of(sums.gy(), sums.gyXhat(), learned(sums.learned())));
      keep(s);
    }

    private void neuNorm() {
      Shape maps = Shape.of(3, 2, 19 * 23, 36);
      Tensor u = filled(Shape.of(19 * 23, 36));
      Tensor x = filled(Shape.of(3, 2, 19 * 23));
      Tensor y = filled(maps);
      kernels.neuNorm().forward(0.9, 0.1, filled(maps), u, x, y);
      Tensor gu = filled(u.shape());
      kernels.neuNorm().backward(0.9, 0.1, u, x, y, y, gu);
      keep(x, y, gu);
    }

    private void joins() {
      Tensor a = filled(SHAPE);
      Tensor x = filled(SHAPE);
      kernels.joins().add(a, x, x);
      Tensor ga = filled(SHAPE);
      Tensor gx = filled(SHAPE);
      kernels.joins().iand(a, x, a);
      kernels.joins().iandBackward(a, x, gx, ga, gx);
      keep(x, a, ga, gx);
    }

    private void pools() {
      Shape in = Shape.of(5, 19, 23, 12);
      Shape out = Shape.of(5, 10, 12, 12);
      Tensor x = filled(in);
      Tensor y = filled(out);
      Tensor gx = filled(in);
      kernels.pools().maximum(x, 3, 2, 1, y);
      kernels.pools().maximumBackward(x, y, 3, 2, 1, gx);
      keep(y, gx);
      kernels.pools().average(x, 3, 2, 1, y);
      kernels.pools().averageBackward(y, 3, 2, 1, gx);
      keep(y, gx);
    }

    private void time() {
      Tensor x = filled(SHAPE);
      Tensor one = filled(SHAPE.with(0, 1));
      kernels.time().mask(x, one, x);
      kernels.time().repeatBackward(x, one);
      keep(x, one);
      results.add(new float[] {kernels.time().countNonZero(x)});
    }

    private void updates() {
      Tensor p = filled(Shape.of(100_003));
      Tensor g = filled(p.shape());
      Tensor m = filled(p.shape());
      Tensor v = filled(p.shape());
      kernels.updates().momentum(p, g, m, 0.1f, 0.9f, 0.01f);
      kernels.updates().adam(p, g, m, v, new AdamStep(0.01f, 0.9f, 0.999f, 1.1f, 1e-8f, 0.02f));
      double sum = kernels.updates().sumOfSquares(g);
      results.add(new float[] {(float) sum, (float) (sum - (float) sum)});
      keep(p, m);
    }
  }
}
