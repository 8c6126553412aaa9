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
}
