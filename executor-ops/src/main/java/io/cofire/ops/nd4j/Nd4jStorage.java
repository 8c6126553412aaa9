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
  private final FloatBuffer host;
  private final Map<Window, INDArray> arrays = new HashMap<>();

  Nd4jStorage(int elements) {
    // Detached: it must not come from a workspace that the caller may have open.
    this.root = Nd4j.createUninitializedDetached(DataType.FLOAT, elements);
    this.host = ((FloatPointer) root.data().pointer()).asBuffer();
  }

  int elements() {
    return host.capacity();
  }

  FloatBuffer host(int offset, int elements) {
    return host.slice(offset, elements);
  }

  /** An array over a part of the storage, with the first or the last axis outermost. */
  INDArray array(long offset, AxisOrder order, long... sizes) {
    return arrays.computeIfAbsent(new Window(offset, order, sizes), this::create);
  }

  private INDArray create(Window window) {
    long[] sizes = window.sizes.clone();
    char order = window.order.nd4j();
    return Nd4j.create(
        root.data(), sizes, Nd4j.getStrides(sizes, order), window.offset, order, DataType.FLOAT);
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

    Window(long offset, AxisOrder order, long... sizes) {
      this.offset = offset;
      this.order = order;
      this.sizes = sizes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Window window
          && offset == window.offset
          && order == window.order
          && Arrays.equals(sizes, window.sizes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sizes) * 31 + Long.hashCode(offset);
    }
  }
}
