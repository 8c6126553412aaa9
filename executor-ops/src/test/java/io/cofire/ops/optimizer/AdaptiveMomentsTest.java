package io.cofire.ops.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.network.Layout;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveMomentsTest {

  /** Two weights, a norm's two, one weight: three runs when norms do not decay. */
  private static Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    builder.add("conv.weight", Shape.of(2), true);
    builder.add("norm.gamma", Shape.of(1), false);
    builder.add("norm.beta", Shape.of(1), false);
    builder.add("head.weight", Shape.of(1), true);
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({"reference,true", "reference,false", "nd4j,true", "nd4j,false"})
  void followsTheEquations(String engine, boolean decayNorms) {
    check(engine, decayNorms, new OptimizerConfig.Adam(0.1, 0.8, 0.95, 1e-3, 0.01, decayNorms));
  }

  @ParameterizedTest
  @CsvSource({"reference,true", "reference,false", "nd4j,true", "nd4j,false", "libtorch,false"})
  void weightsOfAdamWShrinkBesideTheMoments(String engine, boolean decayNorms) {
    check(engine, decayNorms, new OptimizerConfig.AdamW(0.1, 0.8, 0.95, 1e-3, 0.3, decayNorms));
  }

  private static void check(String engine, boolean decayNorms, OptimizerConfig config) {
    boolean decoupled = config instanceof OptimizerConfig.AdamW;
    try (Kernels kernels = Engines.open(engine, Device.CPU)) {
      Layout layout = layout();
      Tensor values = tensor(kernels, 1, 2, 3, 4, 5);
      Tensor gradients = tensor(kernels, 0.5f, -1, 2, 0, 1);
      double rate = 0.1;
      Optimizer optimizer = config.start(new FlatVectors(layout, values, gradients), kernels);
      double[] p = {1, 2, 3, 4, 5};
      double[] m = new double[5];
      double[] v = new double[5];
      double[] g = {0.5, -1, 2, 0, 1};
      for (int step = 0; step < 20; step++) {
        double factor = 1.0 / (1 + step);
        optimizer.update(step, factor);
        for (int i = 0; i < 5; i++) {
          boolean decays = decayNorms || i < 2 || i == 4;
          double decay = decays ? config.weightDecay() * p[i] : 0;
          double d = g[i] + (decoupled ? 0 : decay);
          p[i] -= decoupled ? rate * factor * decay : 0;
          m[i] = 0.8 * m[i] + 0.2 * d;
          v[i] = 0.95 * v[i] + 0.05 * d * d;
          double mean = m[i] / (1 - Math.pow(0.8, step + 1));
          double square = v[i] / (1 - Math.pow(0.95, step + 1));
          p[i] -= rate * factor * mean / (Math.sqrt(square) + 1e-3);
        }
      }
      assertClose(kernels, values, p);
      assertClose(kernels, optimizer.vectors().get("firstMoment"), m);
      assertClose(kernels, optimizer.vectors().get("secondMoment"), v);
    }
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> new OptimizerConfig.Adam(0, 0.9, 0.999, 1e-8, 0, true))
        .hasMessage("Invalid optimizer.rate: 0.0 (must be positive)");
    assertThatThrownBy(() -> new OptimizerConfig.Adam(1, 1, 0.999, 1e-8, 0, true))
        .hasMessage("Invalid optimizer.beta1: 1.0 (must be in [0, 1))");
    assertThatThrownBy(() -> new OptimizerConfig.Adam(1, 0.9, 0.999, 0, 0, true))
        .hasMessage("Invalid optimizer.epsilon: 0.0 (must be positive)");
    assertThatThrownBy(() -> new OptimizerConfig.AdamW(0, 0.9, 0.999, 1e-8, 0, true))
        .hasMessage("Invalid optimizer.rate: 0.0 (must be positive)");
    assertThatThrownBy(() -> new OptimizerConfig.Adam(1, 0.9, 0.999, 1e-8, -1, true))
        .hasMessage("Invalid optimizer.weightDecay: -1.0 (must be at least 0)");
  }

  private static void assertClose(Kernels kernels, Tensor tensor, double[] expected) {
    FloatBuffer found = buffer(new float[expected.length]);
    kernels.memory().download(tensor, found);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found.get(i)).isEqualTo(expected[i], within(1e-5));
    }
  }

  private static Tensor tensor(Kernels kernels, float... values) {
    Tensor tensor = kernels.memory().allocate(Shape.of(values.length));
    kernels.memory().upload(buffer(values), tensor);
    return tensor;
  }

  private static FloatBuffer buffer(float[] values) {
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(0, values);
  }
}
