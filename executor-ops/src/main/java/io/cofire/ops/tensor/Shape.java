package io.cofire.ops.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Sizes of a row-major array, outermost first; activations are [T,N,H,W,C], weights [oC,iC,kH,kW].
 */
public final class Shape {

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape of the given sizes.
   *
   * @throws IllegalArgumentException if a size is negative
   */
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("Invalid shape: " + Arrays.toString(sizes));
      }
    }
    return new Shape(sizes.clone());
  }

  /** Number of axes. */
  public int axes() {
    return sizes.length;
  }

  /** Size of an axis; negative numbers count from the end. */
  public int size(int axis) {
    return sizes[axis < 0 ? sizes.length + axis : axis];
  }

  /** Number of elements. */
  public long elements() {
    return elements(0, sizes.length);
  }

  /** Number of elements in the axes from (inclusive) to (exclusive): a product of sizes. */
  public long elements(int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= sizes[axis];
    }
    return product;
  }

  /**
   * Number of elements, for arrays and buffers.
   *
   * @throws ArithmeticException if it is above the largest int
   */
  public int count() {
    return count(0, sizes.length);
  }

  /**
   * Number of elements in the axes from (inclusive) to (exclusive), for arrays and buffers.
   *
   * @throws ArithmeticException if it is above the largest int
   */
  public int count(int from, int to) {
    return Math.toIntExact(elements(from, to));
  }

  /** This shape with another size on one axis; negative axes count from the end. */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis < 0 ? sizes.length + axis : axis] = size;
    return of(changed);
  }

  /**
   * Checks that the same storage can have another shape.
   *
   * @throws IllegalArgumentException if the number of elements differs
   */
  public void requireView(Shape other) {
    if (other.elements() != elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot view %s as %s: %d elements against %d",
              this,
              other,
              elements(),
              other.elements()));
    }
  }

  /**
   * Checks that a part lies inside.
   *
   * @param start first element of the part
   * @throws IllegalArgumentException if it does not
   */
  public void requireSlice(long start, Shape part) {
    if (start < 0 || start + part.elements() > elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot slice %s at %d out of %s: it has %d elements",
              part,
              start,
              this,
              elements()));
    }
  }

  /** The two leading axes as one: [T,N,H,W,C] becomes [T*N,H,W,C]. */
  public Shape foldTime() {
    return folded(0, 2);
  }

  /** All axes but the last as one: [T,N,H,W,C] becomes [T*N*H*W,C]. */
  public Shape rows() {
    return folded(0, sizes.length - 1);
  }

  /** The axes from one on as one: [T,N,H,W,C] from axis 2 on becomes [T,N,H*W*C]. */
  public Shape flatFrom(int axis) {
    return folded(axis, sizes.length);
  }

  /** The axes from (inclusive) to (exclusive) as one. */
  private Shape folded(int from, int to) {
    int[] folded = new int[sizes.length - (to - from) + 1];
    System.arraycopy(sizes, 0, folded, 0, from);
    folded[from] = count(from, to);
    System.arraycopy(sizes, to, folded, from + 1, sizes.length - to);
    return new Shape(folded);
  }

  /** A copy of the sizes. */
  public int[] toArray() {
    return sizes.clone();
  }

  /** The sizes of all axes, as files have them. */
  public List<Long> sizes() {
    return IntStream.range(0, axes()).mapToObj(axis -> (long) size(axis)).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
