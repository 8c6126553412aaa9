package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Convolutions and linear layers of 16 bits beside the reference engine, which rounds the same
 * factors to the same numbers and adds in double precision: products of 16 bits are exact in
 * float32, so that nothing is left but the order of sums, and what an engine rounds at their end.
 */
interface NarrowContract extends EngineContract {

  /** What the engine's factors are rounded to. */
  Precision precision();

  /** Of the largest result, how much each may differ by. */
  double tolerance();

  @ParameterizedTest
  @ConvolutionSizes
  default void convolutionRoundsAsTheReferenceDoes(
      int images, int in, int height, int width, int out, int kernel, int stride, int padding) {
    ConvolutionShape shape =
        new ConvolutionShape(images, in, height, width, out, kernel, stride, padding);
    compare("convolution", bench -> convolved(bench, shape, bench.uniform(shape.input(), -1, 1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 3", "5, 13, 11", "33, 130, 10", "7, 1, 1", "3, 512, 100"})
  default void linearRoundsAsTheReferenceDoes(int rows, int inputs, int outputs) {
    compare("linear", bench -> multiplied(bench, rows, inputs, outputs));
  }

  /** A spike that was rounded would be another spike. */
  @Test
  default void spikesAndTheirSumsUpTo256EnterExactly() {
    ConvolutionShape shape = new ConvolutionShape(2, 3, 9, 8, 3, 1, 1, 0);
    float[] counts = new float[shape.input().count()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i % 257; // which 8 bits of fraction hold
    }
    float[] same = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    try (Workbench bench = bench("spikes", engine(), precision())) {
      Tensor y = bench.room(shape.output());
      Tensor w = bench.put(same, shape.weight());
      bench.kernels.convolution(shape).forward(bench.put(counts, shape.input()), w, y);
      assertThat(bench.take(y)).isEqualTo(counts);
    }
  }

  @Test
  default void anEngineSaysInWhichNumbersItMultiplies() {
    try (Workbench narrow = bench("words", engine(), precision())) {
      assertThat(narrow.kernels.precision()).isEqualTo(precision());
      assertThat(narrow.kernels.arithmetic().precision())
          .startsWith(precision() + " products, float32 sums");
    }
  }

  private void compare(String test, Work work) {
    try (Workbench narrow = bench(test, engine(), precision());
        Workbench oracle = bench(test, "reference", precision());
        Workbench wide = bench(test, "reference", Precision.FLOAT32)) {
      List<float[]> results = work.on(narrow);
      List<float[]> expected = work.on(oracle);
      List<float[]> unrounded = work.on(wide);
      for (int i = 0; i < results.size(); i++) {
        Workbench.assertClose(results.get(i), expected.get(i), tolerance());
      }
      assertThat(expected.get(0)).isNotEqualTo(unrounded.get(0));
    }
  }

  private static Workbench bench(String test, String engine, Precision precision) {
    return new Workbench(Engines.open(engine, Device.CPU, KernelChoice.FUSED, precision), test);
  }

  /** What one engine makes of inputs that depend on nothing but the bench's name. */
  interface Work {
    List<float[]> on(Workbench bench);
  }

  private static List<float[]> convolved(Workbench bench, ConvolutionShape shape, float[] x) {
    List<float[]> results = new ArrayList<>();
    float[] w = bench.uniform(shape.weight(), -1, 1);
    Convolution convolution = bench.kernels.convolution(shape);
    Tensor in = bench.put(x, shape.input());
    Tensor weight = bench.put(w, shape.weight());
    Tensor gradient = bench.put(bench.uniform(shape.output(), -1, 1), shape.output());
    Tensor bias = bench.put(bench.uniform(shape.bias(), -1, 1), shape.bias());
    for (int step = 0; step < 2; step++) { // a call site is used on every step
      Tensor y = bench.room(shape.output());
      convolution.forward(in, weight, y);
      results.add(bench.take(y));
      Tensor biased = bench.room(shape.output());
      convolution.forward(in, weight, bias, biased);
      results.add(bench.take(biased));
      Tensor gx = bench.room(shape.input());
      Tensor gw = bench.put(w, shape.weight()); // backward adds to what is there
      convolution.backward(in, weight, gradient, gx, gw);
      results.add(bench.take(gx));
      results.add(bench.take(gw));
      Tensor gwOnly = bench.put(w, shape.weight());
      convolution.backwardWeight(in, gradient, gwOnly);
      results.add(bench.take(gwOnly));
      Tensor gxOnly = bench.room(shape.input());
      if (convolution instanceof SeparableConvolution apart) {
        apart.backwardInput(weight, gradient, gxOnly);
        assertThat(bench.take(gxOnly)).isEqualTo(bench.take(gx));
      }
    }
    return results;
  }

  private static List<float[]> multiplied(Workbench bench, int rows, int inputs, int outputs) {
    List<float[]> results = new ArrayList<>();
    Shape wShape = Shape.of(outputs, inputs);
    float[] w = bench.uniform(wShape, -1, 1);
    float[] b = bench.uniform(Shape.of(outputs), -1, 1);
    Tensor in = bench.put(bench.uniform(Shape.of(rows, inputs), -1, 1), Shape.of(rows, inputs));
    Tensor weight = bench.put(w, wShape);
    Tensor gradient =
        bench.put(bench.uniform(Shape.of(rows, outputs), -1, 1), Shape.of(rows, outputs));
    Linear linear = bench.kernels.linear(rows, inputs, outputs);
    for (int step = 0; step < 2; step++) {
      Tensor y = bench.room(Shape.of(rows, outputs));
      linear.forward(in, weight, bench.put(b, Shape.of(outputs)), y);
      results.add(bench.take(y));
      Tensor gx = bench.room(Shape.of(rows, inputs));
      linear.backwardInput(gradient, weight, gx);
      results.add(bench.take(gx));
      Tensor gw = bench.put(w, wShape);
      Tensor gb = bench.put(b, Shape.of(outputs));
      linear.backwardParameters(in, gradient, gw, gb);
      results.add(bench.take(gw));
      results.add(bench.take(gb));
    }
    return results;
  }
}
