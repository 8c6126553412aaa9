package io.cofire.driver.exchange;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.PendingFold;
import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;

/**
 * One rank's view of its host's group.
 *
 * @param group the ranks of this host
 * @param rank this rank
 * @param size W
 */
record HostedRank(HostedGroup group, int rank, int size) implements Collective {

  @Override
  public float[][] gather(String name, float[] mine) {
    return group.gathers().gather(rank, name, mine);
  }

  @Override
  public double[] fold(String name, double[] mine, Merging merging) {
    return beginFold(name, mine, merging).await();
  }

  @Override
  public PendingFold beginFold(String name, double[] mine, Merging merging) {
    return group.folds().begin(rank, name, mine, merging);
  }

  @Override
  public void sum(String name, FloatBuffer values) {
    group.sums().begin(rank, name, values).await();
  }

  @Override
  public PendingSum begin(String name, FloatBuffer values) {
    return group.sums().begin(rank, name, values);
  }

  @Override
  public int overlapFloats() {
    return group.overlapFloats();
  }

  @Override
  public void barrier(String name) {
    group.gathers().gather(rank, name, new float[0]);
  }

  @Override
  public void abort(Throwable cause) {
    group.abort(rank, cause);
  }

  /** Does nothing: the host closes the exchange when all its ranks have ended. */
  @Override
  public void close() {}
}
