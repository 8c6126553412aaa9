package io.cofire.ops.tensor;

import java.util.Arrays;

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
          "Cannot view %s as %s: %d elements against %d"
              .formatted(this, other, elements(), other.elements()));
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
          "Cannot slice %s at %d out of %s: it has %d elements"
              .formatted(part, start, this, elements()));
    }
  }

  /** The two leading axes as one: [T,N,H,W,C] becomes [T*N,H,W,C]. */
  public Shape foldTime() {
    int[] folded = Arrays.copyOfRange(sizes, 1, sizes.length);
    folded[0] = sizes[0] * sizes[1];
    return of(folded);
  }

  /** A copy of the sizes. */
  public int[] toArray() {
    return sizes.clone();
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
