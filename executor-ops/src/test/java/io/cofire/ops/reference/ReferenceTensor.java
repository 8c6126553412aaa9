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
    shape.requireView(other);
    return new ReferenceTensor(storage, offset, other);
  }

  @Override
  public Tensor slice(long start, Shape part) {
    shape.requireSlice(start, part);
    return new ReferenceTensor(storage, offset + Math.toIntExact(start), part);
  }
}
