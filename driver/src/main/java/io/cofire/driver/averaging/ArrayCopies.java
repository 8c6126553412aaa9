package io.cofire.driver.averaging;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies whole arrays of 32-bit floats between the host and ND4J, wherever ND4J keeps them. */
final class ArrayCopies {

  private ArrayCopies() {}

  /** The elements in row-major order. */
  static float[] read(INDArray any) {
    INDArray array = contiguous(any) ? any : any.dup('c');
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    float[] values = new float[Math.toIntExact(array.length())];
    pointer(array).get(values);
    return values;
  }

  /** Overwrites a contiguous, row-major array or view. */
  static void write(float[] values, INDArray array) {
    if (values.length != array.length() || !contiguous(array)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot copy %d values into an array: it has %d, with strides %s",
              values.length,
              array.length(),
              Arrays.toString(array.stride())));
    }
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    pointer(array).put(values);
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }

  private static boolean contiguous(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length());
  }
}
