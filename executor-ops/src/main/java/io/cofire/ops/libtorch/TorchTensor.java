package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Locale;

/** A part of a {@link TorchStorage}. */
record TorchTensor(TorchStorage storage, long offset, Shape shape) implements Tensor {

  static TorchTensor of(Tensor tensor) {
    if (tensor instanceof TorchTensor ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "Cannot use a %s in engine libtorch: a tensor belongs to the engine that allocated it",
            tensor.getClass().getSimpleName()));
  }

  /** libtorch's view of it under other sizes, row-major. */
  org.bytedeco.pytorch.Tensor array(long... sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    return storage.view(offset, sizes, strides);
  }

  /** Of the first element, in bytes. */
  long address() {
    return storage.address() + offset * Float.BYTES;
  }

  org.bytedeco.pytorch.Tensor flat() {
    return array(shape.elements());
  }

  /**
   * Images [M,H,W,C] with libtorch's order of axes, [M,C,H,W]. Channels stay innermost in memory,
   * which libtorch calls its channels-last layout, so nothing is copied.
   */
  org.bytedeco.pytorch.Tensor images() {
    long height = shape.size(-3);
    long width = shape.size(-2);
    long channels = shape.size(-1);
    long count = shape.elements() / (height * width * channels);
    return storage.view(
        offset,
        new long[] {count, channels, height, width},
        new long[] {height * width * channels, 1, width * channels, channels});
  }

  @Override
  public Tensor view(Shape other) {
    shape.requireView(other);
    return new TorchTensor(storage, offset, other);
  }

  @Override
  public Tensor slice(long start, Shape part) {
    shape.requireSlice(start, part);
    return new TorchTensor(storage, offset + start, part);
  }
}
