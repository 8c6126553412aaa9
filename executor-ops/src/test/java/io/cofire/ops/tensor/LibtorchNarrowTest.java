package io.cofire.ops.tensor;

import org.junit.jupiter.api.BeforeAll;

/** libtorch's products of 16 bits, whose sums it rounds to 16 bits at the end. */
class LibtorchNarrowTest implements NarrowContract {

  @BeforeAll
  static void aProcessorThatHasThem() {
    NarrowMachine.assume("libtorch", Precision.BF16);
  }

  @Override
  public String engine() {
    return "libtorch";
  }

  @Override
  public Precision precision() {
    return Precision.BF16;
  }

  @Override
  public double tolerance() {
    return 1.01 / 256; // half a unit of 8 bits, and the order of sums
  }
}
