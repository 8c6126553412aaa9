package io.cofire.ops.collective;

/** A {@link Collective#fold} that has begun. */
@FunctionalInterface
public interface PendingFold {

  /**
   * What all ranks' values come to, once they have come.
   *
   * @return the same bits on all ranks; the caller must not write into it
   * @throws CollectiveException as every call of {@link Collective}
   */
  double[] await();
}
