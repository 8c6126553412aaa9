package io.cofire.ops.tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Norm operations against libtorch. */
interface NormContract extends EngineContract {

  // Channels below, at and beyond a block of 1024 floats; the last one has a large mean.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 0",
    "3, 5, 7, 9, 0",
    "33, 3, 1, 1, 0",
    "4, 37, 5, 6, 0",
    "2, 3, 40, 37, 0",
    "17, 2, 32, 32, 0",
    "5, 4, 9, 9, 30"
  })
  default void normOperationsEqualLibtorch(int m, int c, int h, int w, double centre) {
    Shape shape = Shape.of(m, c, h, w);
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
