package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Shape;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One allocation on the engine's device: a flat tensor that every view is cut from. */
final class TorchStorage {

  private final Tensor root;
  private final long elements;
  private final long address;

  TorchStorage(Shape shape, TensorOptions options) {
    elements = shape.elements();
    root = TorchCalls.keep(() -> torch.zeros(new long[] {elements}, options));
    address = addressOf(root);
  }

  @SuppressWarnings("try") // the scope acts by being open
  private static long addressOf(Tensor root) {
    try (PointerScope scope = new PointerScope()) {
      return root.data_ptr().address();
    }
  }

  /** Of the first element, in bytes. */
  long address() {
    return address;
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
