package io.cofire.ops.tensor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests of 16 bits run where the processor has them, and say so where it has not. */
public final class NarrowMachine {

  private NarrowMachine() {}

  /** Skips what needs the precision where this machine has none. */
  public static void assume(Precision precision) {
    assumeTrue(
        SixteenBits.here().has(precision),
        () -> "this processor has no instructions for " + precision);
  }

  /** Skips what an engine refuses on this machine. */
  public static void assume(String engine, Precision precision) {
    try {
      Engines.requireHere(engine, Device.CPU, precision);
    } catch (EngineException e) {
      assumeTrue(false, e.getMessage());
    }
  }
}
