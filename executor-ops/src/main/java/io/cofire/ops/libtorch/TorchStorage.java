package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Shape;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One allocation on the engine's device: a flat tensor that every view is cut from. */
final class TorchStorage {

  private final Tensor root;
  private final long elements;

  TorchStorage(Shape shape, TensorOptions options) {
    elements = shape.elements();
    root = TorchCalls.keep(() -> torch.zeros(new long[] {elements}, options));
  }

  long bytes() {
    return elements * Float.BYTES;
  }

  /** A view; it belongs to the innermost scope. */
  Tensor view(long offset, long[] sizes, long[] strides) {
    return root.as_strided(sizes, strides, new LongOptional(offset));
  }

  void free() {
    TorchCalls.release(root);
  }
}
