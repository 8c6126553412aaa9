package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** ND4J's products of 16 bits, which come out as float32. */
class Nd4jNarrowTest implements NarrowContract {

  @BeforeAll
  static void aProcessorThatHasThem() {
    NarrowMachine.assume(Precision.BF16);
  }

  @Override
  public String engine() {
    return "nd4j";
  }

  @Override
  public Precision precision() {
    return Precision.BF16;
  }

  @Override
  public double tolerance() {
    return 1e-5; // as in float32
  }

  /** Copies of 16 bits are of at most 2 MiB, or of one image. */
  @Test
  void imagesThatAreTakenInPartsGiveWhatEachGivesAlone() {
    ConvolutionShape all = new ConvolutionShape(6, 3, 128, 128, 16, 3, 1, 1);
    ConvolutionShape one = all.withImages(1);
    try (Workbench bench =
        new Workbench(
            Engines.open(engine(), Device.CPU, KernelChoice.FUSED, precision()), "parts")) {
      Tensor x = bench.put(bench.uniform(all.input(), -1, 1), all.input());
      Tensor w = bench.put(bench.uniform(all.weight(), -1, 1), all.weight());
      Tensor gy = bench.put(bench.uniform(all.output(), -1, 1), all.output());
      float[][] together = results(bench, all, x, w, gy, 6);
      float[][] alone = results(bench, one, x, w, gy, 6);
      assertThat(together[0]).isEqualTo(alone[0]);
      assertThat(together[1]).isEqualTo(alone[1]);
      assertThat(together[2]).usingComparatorWithPrecision(1e-2f).containsExactly(alone[2]);
    }
  }

  /** Outputs, the inputs' gradient and the weights'. */
  private static float[][] results(
      Workbench bench, ConvolutionShape shape, Tensor x, Tensor w, Tensor gy, int images) {
    Convolution convolution = bench.kernels.convolution(shape);
    Tensor y = bench.room(gy.shape());
    Tensor gx = bench.room(x.shape());
    Tensor gw = bench.kernels.memory().allocate(shape.weight());
    for (int at = 0; at < images / shape.images(); at++) {
      Tensor in = x.slice(at * shape.input().elements(), shape.input());
      Tensor out = y.slice(at * shape.output().elements(), shape.output());
      Tensor gradient = gy.slice(at * shape.output().elements(), shape.output());
      convolution.forward(in, w, out);
      Tensor back = gx.slice(at * shape.input().elements(), shape.input());
      convolution.backward(in, w, gradient, back, gw);
    }
    return new float[][] {bench.take(y), bench.take(gx), bench.take(gw)};
  }
}
