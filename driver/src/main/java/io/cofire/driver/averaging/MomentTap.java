package io.cofire.driver.averaging;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.layer.Moments;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The collective of a worker that trains alone between two averages. It reads along when norms
 * exchange their batch statistics, which is where the raw moments come from.
 */
final class MomentTap implements Collective {

  private static final String SUFFIX = ".moments";

  private final Map<String, Moments> batch = new LinkedHashMap<>();

  /** The statistics of the last training forward by the norm's path. */
  Map<String, Moments> batch() {
    return batch;
  }

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
    if (name.endsWith(SUFFIX)) {
      batch.put(name.substring(0, name.length() - SUFFIX.length()), Moments.unpack(mine));
    }
    return new float[][] {mine};
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
