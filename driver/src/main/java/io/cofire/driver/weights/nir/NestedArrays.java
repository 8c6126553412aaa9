package io.cofire.driver.weights.nir;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/** Flat values as the arrays of arrays that the HDF5 library takes. */
final class NestedArrays {

  private NestedArrays() {}

  /** Values of a shape, the last axis first. */
  static Object of(float[] values, int... shape) {
    return of(values, 0, values.length, shape);
  }

  private static Object of(float[] values, int from, int to, int[] shape) {
    if (shape.length == 1) {
      return Arrays.copyOfRange(values, from, to);
    }
    int each = (to - from) / shape[0];
    int[] inner = Arrays.copyOfRange(shape, 1, shape.length);
    Object first = of(values, from, from + each, inner);
    Object all = Array.newInstance(first.getClass(), shape[0]);
    Array.set(all, 0, first);
    for (int i = 1; i < shape[0]; i++) {
      Array.set(all, i, of(values, from + i * each, from + (i + 1) * each, inner));
    }
    return all;
  }

  /** The same value at every place of a shape. */
  static Object filled(float value, List<Integer> shape) {
    float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, value);
    return of(values, shape.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whole numbers, as NIR has shapes. */
  static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }
}
