package io.cofire.ops.nd4j;

import io.cofire.ops.nd4j.Nd4jStorage.AxisOrder;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A part of an {@link Nd4jStorage}. */
record Nd4jTensor(Nd4jStorage storage, int offset, Shape shape) implements Tensor {

  static Nd4jTensor of(Tensor tensor) {
    if (tensor instanceof Nd4jTensor ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "Cannot use a %s in engine nd4j: a tensor belongs to the engine that allocated it",
            tensor.getClass().getSimpleName()));
  }

  FloatBuffer host() {
    return storage.host(offset, shape.count());
  }

  /** Of the first element, in bytes, where the backend computes. */
  long address() {
    return storage.address() + (long) offset * Float.BYTES;
  }

  /** The same memory as the matrix that BLAS sees: [M,N] row by row is [N,M] column by column. */
  INDArray transposed(int rows, int columns) {
    return storage.array(offset, AxisOrder.LAST_OUTERMOST, columns, rows);
  }

  @Override
  public Tensor view(Shape other) {
    shape.requireView(other);
    return new Nd4jTensor(storage, offset, other);
  }

  @Override
  public Tensor slice(long start, Shape part) {
    shape.requireSlice(start, part);
    return new Nd4jTensor(storage, Math.toIntExact(offset + start), part);
  }
}
