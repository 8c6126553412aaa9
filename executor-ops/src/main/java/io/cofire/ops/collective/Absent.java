package io.cofire.ops.collective;

import java.nio.FloatBuffer;

/**
 * The collective of a rank that has no sample in a step: it takes part in every exchange of the
 * others, since they wait for it, and adds nothing to what they gather. What it sums is its
 * caller's to clear. Closing it closes nothing.
 */
public final class Absent implements Collective {

  private final Collective inner;

  /** Stands in for a rank's own collective for a step. */
  public Absent(Collective inner) {
    this.inner = inner;
  }

  @Override
  public int rank() {
    return inner.rank();
  }

  @Override
  public int size() {
    return inner.size();
  }

  /** Gives zeros in place of this rank's values. */
  @Override
  public float[][] gather(String name, float[] mine) {
    return inner.gather(name, new float[mine.length]);
  }

  /** Brings zeros in place of this rank's values. */
  @Override
  public double[] fold(String name, double[] mine, Merging merging) {
    return inner.fold(name, new double[mine.length], merging);
  }

  /** Brings zeros in place of this rank's values. */
  @Override
  public PendingFold beginFold(String name, double[] mine, Merging merging) {
    return inner.beginFold(name, new double[mine.length], merging);
  }

  @Override
  public int overlapFloats() {
    return inner.overlapFloats();
  }

  @Override
  public void sum(String name, FloatBuffer values) {
    inner.sum(name, values);
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
  public void close() {}
}
