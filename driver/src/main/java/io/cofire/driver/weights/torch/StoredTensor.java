package io.cofire.driver.weights.torch;

import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.checkpoint.TensorType;
import java.util.List;

/**
 * A tensor as a pickle describes it: a view of a storage, whose bytes lie elsewhere in the file.
 *
 * @param storage the storage
 * @param offset of the first number, in numbers
 * @param shape sizes
 * @param strides numbers from one to the next along each axis
 */
record StoredTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {

  /**
   * Numbers in a row.
   *
   * @param key names its bytes in the file
   * @param type of the numbers
   * @param elements how many they are
   */
  record Storage(String key, TensorType type, long elements) {}

  /**
   * Checks that the view lies inside its storage.
   *
   * @throws RefusedPickle if it does not
   */
  StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size() || offset < 0) {
      throw new RefusedPickle("a tensor of shape " + shape + " and strides " + strides);
    }
    if (last(offset, shape, strides) >= storage.elements()) {
      throw new RefusedPickle(
          "a tensor of shape " + shape + " in a storage of " + storage.elements() + " numbers");
    }
  }

  /** The place of the last number; -1 where there is none. */
  private static long last(long offset, List<Long> shape, List<Long> strides) {
    try {
      long last = offset;
      for (int axis = 0; axis < shape.size(); axis++) {
        long size = shape.get(axis);
        long stride = strides.get(axis);
        if (size < 0 || stride < 0) {
          throw new RefusedPickle("a tensor of shape " + shape + " and strides " + strides);
        }
        if (size == 0) {
          return -1;
        }
        last = Math.addExact(last, Math.multiplyExact(size - 1, stride));
      }
      return last;
    } catch (ArithmeticException e) {
      throw new RefusedPickle("a tensor of shape " + shape + ", beyond any file");
    }
  }

  /** How many numbers it has; more than its storage where strides are 0. */
  long elements() {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }
}
