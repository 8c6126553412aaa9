package io.cofire.ops.collective;

import java.nio.FloatBuffer;
import java.util.function.Supplier;

/** A rank's collective that adds up the time spent in it. Belongs to the rank's thread. */
public final class TimedCollective implements Collective {

  private final Collective inner;
  private long nanos;

  /** Times the calls of another, which stays its maker's to close. */
  public TimedCollective(Collective inner) {
    this.inner = inner;
  }

  /** Time spent so far, waiting for other ranks included. */
  public long nanos() {
    return nanos;
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
    return timed(() -> inner.gather(name, mine));
  }

  @Override
  public double[] fold(String name, double[] mine, Merging merging) {
    return timed(() -> inner.fold(name, mine, merging));
  }

  @Override
  public PendingFold beginFold(String name, double[] mine, Merging merging) {
    PendingFold begun = timed(() -> inner.beginFold(name, mine, merging));
    return () -> timed(begun::await);
  }

  @Override
  public void sum(String name, FloatBuffer values) {
    timed(
        () -> {
          inner.sum(name, values);
          return null;
        });
  }

  @Override
  public PendingSum begin(String name, FloatBuffer values) {
    PendingSum begun = timed(() -> inner.begin(name, values));
    return () ->
        timed(
            () -> {
              begun.await();
              return null;
            });
  }

  @Override
  public int overlapFloats() {
    return inner.overlapFloats();
  }

  @Override
  public void barrier(String name) {
    timed(
        () -> {
          inner.barrier(name);
          return null;
        });
  }

  @Override
  public void abort(Throwable cause) {
    inner.abort(cause);
  }

  @Override
  public void close() {
    inner.close();
  }

  private <T> T timed(Supplier<T> call) {
    long start = System.nanoTime();
    try {
      return call.get();
    } finally {
      nanos += System.nanoTime() - start;
    }
  }
}
