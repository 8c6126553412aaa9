package io.cofire.ops.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.Kinds;
import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.network.Layout;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer keeps to, whatever its equations are. */
class OptimizersTest {

  private static final Layout LAYOUT = layout();

  private static Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    builder.add("weight", Shape.of(3), true);
    builder.add("bias", Shape.of(2), false);
    return builder.build();
  }

  static Stream<OptimizerConfig> optimizers() {
    return Kinds.every(
        OptimizerConfig.class,
        List.of(
            new OptimizerConfig.Sgd(0.1, 0.9, 0.01, true),
            new OptimizerConfig.Sgd(0.1, 0.9, 0.01, false),
            new OptimizerConfig.Adam(0.1, 0.9, 0.999, 1e-8, 0.01, true),
            new OptimizerConfig.Adam(0.1, 0.9, 0.999, 1e-8, 0.01, false),
            new OptimizerConfig.AdamW(0.1, 0.9, 0.999, 1e-8, 0.01, false)))
        .stream();
  }

  /**
   * Three updates in one go, and three with all vectors copied to a new optimizer before the last.
   */
  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromItsVectorsAsIfItHadNotStopped(OptimizerConfig config) {
    try (Kernels kernels = new ReferenceKernels()) {
      HostVector host = new HostVector(kernels.memory(), LAYOUT.elements());
      FlatVectors whole = vectors(kernels, host);
      Optimizer one = config.start(whole, kernels);
      FlatVectors cut = vectors(kernels, host);
      Optimizer before = config.start(cut, kernels);
      for (int step = 0; step < 2; step++) {
        one.update(step, 0.5);
        before.update(step, 0.5);
      }
      Map<String, float[]> saved = new TreeMap<>();
      before.vectors().forEach((name, vector) -> saved.put(name, host.toArray(vector)));
      Optimizer after = config.start(cut, kernels);
      after.vectors().forEach((name, vector) -> host.fromArray(saved.get(name), vector));
      one.update(2, 0.5);
      after.update(2, 0.5);
      assertThat(host.toArray(cut.values())).isEqualTo(host.toArray(whole.values()));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stepsAgainstTheGradient(OptimizerConfig config) {
    try (Kernels kernels = new ReferenceKernels()) {
      HostVector host = new HostVector(kernels.memory(), LAYOUT.elements());
      FlatVectors vectors = vectors(kernels, host);
      float[] before = host.toArray(vectors.values());
      float[] gradients = host.toArray(vectors.gradients());
      config.start(vectors, kernels).update(0, 1);
      float[] after = host.toArray(vectors.values());
      for (int i = 0; i < after.length; i++) {
        assertThat((after[i] - before[i]) * gradients[i]).as("value %s", i).isNegative();
      }
    }
  }

  private static FlatVectors vectors(Kernels kernels, HostVector host) {
    Shape shape = Shape.of(LAYOUT.elements());
    Tensor values = kernels.memory().allocate(shape);
    Tensor gradients = kernels.memory().allocate(shape);
    host.fromArray(new float[] {1, 2, -3, 4, 5}, values);
    host.fromArray(new float[] {0.5f, -1, 2, 0.3f, 1}, gradients);
    return new FlatVectors(LAYOUT, values, gradients);
  }
}
