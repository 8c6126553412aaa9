package io.cofire.ops.tensor;

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
}
