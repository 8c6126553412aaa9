package io.cofire.ops.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SgdMomentumTest {

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
    try (Kernels kernels = Engines.open(engine, Device.CPU)) {
      Layout layout = layout();
      Tensor values = tensor(kernels, 1, 2, 3, 4, 5);
      Tensor gradients = tensor(kernels, 0.5f, -1, 2, 0, 1);
      double rate = 0.1;
      Optimizer optimizer =
          new OptimizerConfig.Sgd(rate, 0.9, 0.01, decayNorms)
              .start(new FlatVectors(layout, values, gradients), kernels);
      double[] p = {1, 2, 3, 4, 5};
      double[] v = new double[5];
      double[] g = {0.5, -1, 2, 0, 1};
      long step = 0;
      for (double factor : new double[] {1, 0.5, 0.25}) {
        optimizer.update(step++, factor);
        for (int i = 0; i < 5; i++) {
          boolean decays = decayNorms || i < 2 || i == 4;
          v[i] = 0.9 * v[i] + g[i] + (decays ? 0.01 * p[i] : 0);
          p[i] -= rate * factor * v[i];
        }
      }
      assertClose(kernels, values, p);
      assertClose(kernels, optimizer.vectors().get("velocity"), v);
    }
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
