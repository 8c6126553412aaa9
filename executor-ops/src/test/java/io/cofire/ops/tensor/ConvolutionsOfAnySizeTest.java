package io.cofire.ops.tensor;

import io.cofire.data.random.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sizes drawn at random, and not those alone that somebody thought of: libraries choose another
 * algorithm for each, by the processor that they find.
 */
class ConvolutionsOfAnySizeTest {

  private static final int SIZES = 150;
  private static final double TOLERANCE = 1e-5; // of the largest; sums of float32

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void agreeWithSumsInDoublePrecision(String engine) {
    SplittableRandom random = Key.of(5).random();
    for (int i = 0; i < SIZES; i++) {
      ConvolutionShape shape = drawn(random);
      try (Workbench ours = bench(engine, shape);
          Workbench oracle = bench("reference", shape)) {
        List<float[]> results = results(ours, shape);
        List<float[]> expected = results(oracle, shape);
        for (int k = 0; k < results.size(); k++) {
          Workbench.assertClose(results.get(k), expected.get(k), TOLERANCE);
        }
      }
    }
  }

  private static ConvolutionShape drawn(SplittableRandom random) {
    int kernel = 2 * random.nextInt(3) + 1;
    return new ConvolutionShape(
        random.nextInt(1, 6),
        random.nextInt(1, 41),
        random.nextInt(1, 18),
        random.nextInt(1, 18),
        random.nextInt(1, 41),
        kernel,
        random.nextInt(1, 3),
        kernel / 2);
  }

  private static Workbench bench(String engine, ConvolutionShape shape) {
    Kernels kernels = Engines.open(engine, Device.CPU, KernelChoice.FUSED, Precision.FLOAT32);
    return new Workbench(kernels, shape.toString());
  }

  private static List<float[]> results(Workbench bench, ConvolutionShape shape) {
    Tensor x = bench.put(bench.uniform(shape.input(), -1, 1), shape.input());
    float[] weights = bench.uniform(shape.weight(), -1, 1);
    Tensor w = bench.put(weights, shape.weight());
    Tensor gy = bench.put(bench.uniform(shape.output(), -1, 1), shape.output());
    Tensor y = bench.room(shape.output());
    Convolution convolution = bench.kernels.convolution(shape);
    convolution.forward(x, w, y);
    Tensor gx = bench.room(shape.input());
    Tensor gw = bench.put(new float[weights.length], shape.weight());
    convolution.backward(x, w, gy, gx, gw);
    List<float[]> all = new ArrayList<>();
    all.add(bench.take(y));
    all.add(bench.take(gx));
    all.add(bench.take(gw));
    return all;
  }
}
