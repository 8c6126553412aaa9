package io.cofire.ops.layer;

import java.util.Arrays;

/**
 * What a layer keeps beside its parameters, such as a norm's running mean: numbers on the host that
 * no optimizer touches, a part of the network's flat vector of statistics, bound to it once all
 * layers are known.
 */
public final class Statistic {

  private final String name;
  private final int size;
  private final Initial initial;
  private float[] values;
  private int offset;

  Statistic(String name, int size, Initial initial) {
    this.name = name;
    this.size = size;
    this.initial = initial;
  }

  /** Stable name such as {@code stage1.block1.norm1.mean}. */
  public String name() {
    return name;
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  /** Its values before the first step. */
  public Initial initial() {
    return initial;
  }

  /** Gives it its place in the flat vector. */
  public void bind(float[] flat, int start) {
    values = flat;
    offset = start;
  }

  /** A copy of its values. */
  public float[] copy() {
    return Arrays.copyOfRange(values, offset, offset + size);
  }

  float value(int channel) {
    return values[offset + channel];
  }

  void set(int channel, float value) {
    values[offset + channel] = value;
  }
}
