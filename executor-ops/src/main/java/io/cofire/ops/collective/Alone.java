package io.cofire.ops.collective;

import java.nio.FloatBuffer;

/**
 * The only rank of its group: what it gathers and sums is its own, and nobody waits. Who wants to
 * read along overrides {@link #fold}.
 */
public class Alone implements Collective {

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public float[][] gather(String name, float[] mine) {
    return new float[][] {mine};
  }

  @Override
  public double[] fold(String name, double[] mine, Merging merging) {
    return mine;
  }

  /** The sum over one rank. */
  @Override
  public void sum(String name, FloatBuffer values) {}

  @Override
  public void barrier(String name) {}

  /** There is nobody to tell. */
  @Override
  public void abort(Throwable cause) {}

  @Override
  public void close() {}
}
