package io.cofire.ops.tensor;

import org.junit.jupiter.api.BeforeAll;

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
}
