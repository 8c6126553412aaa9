package io.cofire.ops.tensor;

/**
 * How many threads an engine's library may use for one rank: OMP_NUM_THREADS, or one. Without a
 * setting the libraries would take every core for every rank, and give a result that depends on the
 * machine.
 */
public final class ThreadsPerRank {

  private ThreadsPerRank() {}

  /** The setting of this process. */
  public static int setting() {
    String setting = System.getenv("OMP_NUM_THREADS");
    return setting == null || setting.isBlank() ? 1 : Integer.parseInt(setting.strip());
  }
}
