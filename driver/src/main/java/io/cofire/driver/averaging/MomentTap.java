package io.cofire.driver.averaging;

import io.cofire.ops.collective.Alone;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.layer.Moments;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The collective of a worker that trains alone between two averages. It reads along when norms
 * exchange their batch statistics, which is where the raw moments come from.
 */
final class MomentTap extends Alone {

  private static final String SUFFIX = ".moments";

  private final Map<String, Moments> batch = new LinkedHashMap<>();

  /** The statistics of the last training forward by the norm's path. */
  Map<String, Moments> batch() {
    return batch;
  }

  @Override
  public double[] fold(String name, double[] mine, Merging merging) {
    if (name.endsWith(SUFFIX)) {
      batch.put(name.substring(0, name.length() - SUFFIX.length()), Moments.unpack(mine));
    }
    return mine;
  }
}
