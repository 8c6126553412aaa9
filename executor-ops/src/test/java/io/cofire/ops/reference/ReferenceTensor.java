package io.cofire.ops.reference;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** Part of a double[]. */
final class ReferenceTensor implements Tensor {

  private final double[] storage;
  private final int offset;
  private final Shape shape;

  ReferenceTensor(double[] storage, int offset, Shape shape) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
  }

  static ReferenceTensor of(Tensor tensor) {
    return (ReferenceTensor) tensor;
  }

  long storageBytes() {
    return (long) storage.length * Double.BYTES;
  }

  int count() {
    return (int) shape.elements();
  }

  double at(int index) {
    return storage[offset + index];
  }

  void put(int index, double value) {
    storage[offset + index] = value;
  }

  void add(int index, double value) {
    storage[offset + index] += value;
  }

  void clear() {
    for (int i = 0; i < count(); i++) {
      put(i, 0);
    }
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Tensor view(Shape other) {
    if (other.elements() != shape.elements()) {
      throw new IllegalArgumentException("Cannot view " + shape + " as " + other);
    }
    return new ReferenceTensor(storage, offset, other);
  }

  @Override
  public Tensor slice(long start, Shape part) {
    if (start < 0 || start + part.elements() > shape.elements()) {
      throw new IllegalArgumentException(
          "Cannot slice " + part + " at " + start + " out of " + shape);
    }
    return new ReferenceTensor(storage, offset + Math.toIntExact(start), part);
  }
}
