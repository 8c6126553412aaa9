package io.cofire.ops.nd4j;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers as arrays of one element, each made once. */
final class Constants {

  /** Beyond it all are made anew: neurons that learn bring new numbers with every step. */
  private static final int CAPACITY = 512;

  private final Map<Float, INDArray> arrays = new HashMap<>();

  INDArray of(double value) {
    if (arrays.size() >= CAPACITY) {
      free();
    }
    return arrays.computeIfAbsent((float) value, v -> Nd4j.createFromArray(v));
  }

  void free() {
    arrays.values().forEach(INDArray::close);
    arrays.clear();
  }
}
