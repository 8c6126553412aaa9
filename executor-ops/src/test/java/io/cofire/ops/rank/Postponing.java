package io.cofire.ops.rank;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.PendingFold;
import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins sums and folds early and carries each out only when it is waited for: as late as may be.
 */
final class Postponing implements Collective {

  private final Collective inner;
  private final int overlapFloats;
  private final List<String> calls = new ArrayList<>();

  /** A view of a collective that begins sums of so many values early. */
  Postponing(Collective inner, int overlapFloats) {
    this.inner = inner;
    this.overlapFloats = overlapFloats;
  }

  /** Names of all calls and beginnings so far. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public int rank() {
    return inner.rank();
  }

  @Override
  public int size() {
    return inner.size();
  }

  @Override
  public float[][] gather(String name, float[] mine) {
    calls.add(name);
    return inner.gather(name, mine);
  }

  @Override
  public double[] fold(String name, double[] mine, Merging merging) {
    return beginFold(name, mine, merging).await();
  }

  @Override
  public PendingFold beginFold(String name, double[] mine, Merging merging) {
    calls.add(name);
    return () -> inner.fold(name, mine, merging);
  }

  @Override
  public void sum(String name, FloatBuffer values) {
    calls.add(name);
    inner.sum(name, values);
  }

  @Override
  public PendingSum begin(String name, FloatBuffer values) {
    calls.add(name);
    return () -> inner.sum(name, values);
  }

  @Override
  public int overlapFloats() {
    return overlapFloats;
  }

  @Override
  public void barrier(String name) {
    inner.barrier(name);
  }

  @Override
  public void abort(Throwable cause) {
    inner.abort(cause);
  }

  @Override
  public void close() {
    inner.close();
  }
}
