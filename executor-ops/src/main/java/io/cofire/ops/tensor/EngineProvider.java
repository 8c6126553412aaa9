package io.cofire.ops.tensor;

import java.util.Locale;

/** How an engine makes itself known: a service, found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {

  /** Name as recipes write it, such as {@code nd4j}. */
  String name();

  /**
   * A new instance for the calling thread.
   *
   * @param device where it is to run
   * @throws EngineException if the engine cannot run there; the message says why and what helps
   */
  Kernels open(Device device);

  /**
   * Looks whether this machine has what the engine's build loads, without loading it.
   *
   * @throws EngineException if it lacks some; the message names it and what helps
   */
  default void requireHere(Device device) {}

  /**
   * The same with a choice of kernels, for engines that have one.
   *
   * @throws EngineException if the engine cannot run there
   */
  default Kernels open(Device device, KernelChoice choice) {
    return open(device);
  }

  /**
   * The same in numbers of 16 bits, for engines that have them.
   *
   * @throws EngineException if the engine cannot run there, or not in that precision
   */
  default Kernels open(Device device, KernelChoice choice, Precision precision) {
    requirePrecision(device, precision);
    return open(device, choice);
  }

  /**
   * Looks whether the engine computes in a precision here, without loading anything.
   *
   * @throws EngineException if it does not; the message says why and what helps
   */
  default void requirePrecision(Device device, Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine %s on %s in %s: it computes in float32 alone (set run.precision: float32)",
              name(),
              device,
              precision));
    }
  }
}
