package io.cofire.ops.collective;

/** A sum that has begun. */
@FunctionalInterface
public interface PendingSum {

  /**
   * Returns when the values have been replaced by their sum.
   *
   * @throws CollectiveException as every call of {@link Collective}
   */
  void await();
}
