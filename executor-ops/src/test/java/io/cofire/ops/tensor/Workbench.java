package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;

/** An engine under test, random inputs for it, and the oracle's memory. */
final class Workbench implements AutoCloseable {

  final Kernels kernels;
  private final PointerScope scope = new PointerScope();
  private final SplittableRandom random;

  Workbench(String engine, String test) {
    this(Engines.open(engine, Device.CPU), test);
  }

  Workbench(Kernels opened, String test) {
    kernels = opened;
    random = Key.of(1).child(test).random();
  }

  float[] uniform(Shape shape, double from, double to) {
    float[] values = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(from, to);
    }
    return values;
  }

  Tensor put(float[] values, Shape shape) {
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().upload(FloatBuffer.wrap(values), tensor);
    return tensor;
  }

  /** A tensor to be overwritten: full of a number that must not survive. */
  Tensor room(Shape shape) {
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().fill(tensor, -77);
    return tensor;
  }

  float[] take(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().elements())];
    kernels.memory().download(tensor, FloatBuffer.wrap(values));
    return values;
  }

  void assertClose(Tensor actual, org.bytedeco.pytorch.Tensor expected) {
    assertClose(take(actual), Torch.values(expected), 1e-5);
  }

  /** Every difference is within the tolerance times the largest expected value. */
  static void assertClose(float[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSize(expected.length);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
      assertThat(actual[i]).isFinite();
    }
    assertThat(difference).isLessThanOrEqualTo(tolerance * largest);
  }

  /** The same beside what another engine computed. */
  static void assertClose(float[] actual, float[] expected, double tolerance) {
    double[] wide = new double[expected.length];
    for (int i = 0; i < expected.length; i++) {
      wide[i] = expected[i];
    }
    assertClose(actual, wide, tolerance);
  }

  @Override
  public void close() {
    scope.close();
    kernels.close();
  }
}
