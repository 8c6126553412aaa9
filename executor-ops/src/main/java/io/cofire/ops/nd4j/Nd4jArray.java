package io.cofire.ops.nd4j;

import io.cofire.ops.nd4j.Nd4jStorage.AxisOrder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some elements of a storage, row-major but perhaps with gaps. */
final class Nd4jArray {

  private final Nd4jStorage storage;
  private final long offset;
  private final long[] sizes;
  private final long[] strides;

  private Nd4jArray(Nd4jStorage storage, long offset, long[] sizes, long[] strides) {
    this.storage = storage;
    this.offset = offset;
    this.sizes = sizes;
    this.strides = strides;
  }

  /** Elements without gaps. */
  static Nd4jArray of(Nd4jStorage storage, long offset, long... sizes) {
    return new Nd4jArray(storage, offset, sizes, Nd4j.getStrides(sizes, 'c'));
  }

  long[] sizes() {
    return sizes;
  }

  long elements() {
    long product = 1;
    for (long size : sizes) {
      product *= size;
    }
    return product;
  }

  /** ND4J's array of these elements, the same object each time. */
  INDArray nd4j() {
    return storage.array(offset, AxisOrder.FIRST_OUTERMOST, sizes, strides);
  }

  /** Elements of an array without gaps, in order. */
  Nd4jArray run(long from, long count) {
    return of(storage, offset + from, count);
  }

  /** An array without gaps under other sizes. */
  Nd4jArray reshaped(long... others) {
    return of(storage, offset, others);
  }

  /** Elements of the first axis. */
  Nd4jArray part(long from, long count) {
    long[] fewer = sizes.clone();
    fewer[0] = count;
    return new Nd4jArray(storage, offset + from * strides[0], fewer, strides);
  }

  /** Every stride-th pixel of images [M,H,W,C]. */
  Nd4jArray pixels(long row, long column, long stride, long rows, long columns) {
    long[] fewer = {sizes[0], rows, columns, sizes[3]};
    long[] wider = {strides[0], strides[1] * stride, strides[2] * stride, strides[3]};
    return new Nd4jArray(storage, offset + row * strides[1] + column * strides[2], fewer, wider);
  }

  /** Groups of so many rows of the middle axis of [A,B,C]: [A,B/size,size,C]. */
  Nd4jArray groups(long size) {
    long[] split = {sizes[0], sizes[1] / size, size, sizes[2]};
    long[] steps = {strides[0], strides[1] * size, strides[1], strides[2]};
    return new Nd4jArray(storage, offset, split, steps);
  }

  /** The last rows of the middle axis of [A,B,C]. */
  Nd4jArray lastRows(long count) {
    long[] fewer = {sizes[0], count, sizes[2]};
    return new Nd4jArray(storage, offset + (sizes[1] - count) * strides[1], fewer, strides);
  }
}
