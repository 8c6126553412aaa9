package io.cofire.ops.tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Norm operations against libtorch. */
interface NormContract extends EngineContract {

  // Channels below, at and beyond a block of 1024 floats; the last one has a large mean.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "189, 5, 0",
    "33, 3, 0",
    "120, 37, 0",
    "2960, 3, 0",
    "17408, 2, 0",
    "35, 1023, 0",
    "18, 1024, 0",
    "37, 1500, 0",
    "405, 4, 30"
  })
  default void normOperationsEqualLibtorch(int m, int c, double centre) {
    Shape shape = Shape.of(m, c);
    try (Workbench bench = new Workbench(engine(), "norm")) {
      float[] x = bench.uniform(shape, centre - 1, centre + 2);
      float[] gy = bench.uniform(shape, -1, 1);
      NormCase values = new NormCase(bench, shape, x, gy);
      values.checkMoments();
      values.checkAffine();
      values.checkGradientSums();
      values.checkInputGradient();
    }
  }
}
