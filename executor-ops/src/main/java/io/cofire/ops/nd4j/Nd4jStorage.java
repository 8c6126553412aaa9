package io.cofire.ops.nd4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One allocation outside the heap, with the ND4J arrays that were asked of it, each made once. */
final class Nd4jStorage {

  private final INDArray root;
  private final int elements;
  private final Map<Window, INDArray> arrays = new HashMap<>();
  private FloatBuffer host;

  Nd4jStorage(int elements) {
    this(elements, DataType.FLOAT);
  }

  Nd4jStorage(int elements, DataType type) {
    // Detached: it must not come from a workspace that the caller may have open.
    this.root = Nd4j.createUninitializedDetached(type, elements);
    this.elements = elements;
  }

  int elements() {
    return elements;
  }

  DataType type() {
    return root.dataType();
  }

  /** Of the first element, in bytes, where the backend computes. */
  long address() {
    return root.data().platformAddress();
  }

  /** Only where arrays lie in host memory. */
  FloatBuffer host(int offset, int elements) {
    if (host == null) {
      host = ((FloatPointer) root.data().pointer()).asBuffer();
    }
    return host.slice(offset, elements);
  }

  /** An array over a part of the storage, with the first or the last axis outermost. */
  INDArray array(long offset, AxisOrder order, long... sizes) {
    return array(offset, order, sizes, Nd4j.getStrides(sizes, order.nd4j()));
  }

  /** An array over a part of the storage, with gaps. */
  INDArray array(long offset, AxisOrder order, long[] sizes, long[] strides) {
    return arrays.computeIfAbsent(new Window(offset, order, sizes, strides), this::create);
  }

  private INDArray create(Window window) {
    return Nd4j.create(
        root.data(),
        window.sizes.clone(),
        window.strides.clone(),
        window.offset,
        window.order.nd4j(),
        root.dataType());
  }

  void free() {
    arrays.clear();
    root.close();
  }

  /** Which axis is outermost in memory. */
  enum AxisOrder {
    FIRST_OUTERMOST('c'),
    LAST_OUTERMOST('f');

    private final char nd4j;

    AxisOrder(char nd4j) {
      this.nd4j = nd4j;
    }

    char nd4j() {
      return nd4j;
    }
  }

  private static final class Window {
    private final long offset;
    private final AxisOrder order;
    private final long[] sizes;
    private final long[] strides;

    Window(long offset, AxisOrder order, long[] sizes, long[] strides) {
      this.offset = offset;
      this.order = order;
      this.sizes = sizes;
      this.strides = strides;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Window window
          && offset == window.offset
          && order == window.order
          && Arrays.equals(sizes, window.sizes)
          && Arrays.equals(strides, window.strides);
    }

    @Override
    public int hashCode() {
      int axes = Arrays.hashCode(sizes) * 31 + Arrays.hashCode(strides);
      return axes * 31 + Long.hashCode(offset);
    }
  }
}
