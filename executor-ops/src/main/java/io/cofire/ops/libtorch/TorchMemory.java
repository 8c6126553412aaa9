package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Memory of the engine's device. */
final class TorchMemory implements Memory {

  private final TensorOptions options;
  private final Set<TorchStorage> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private long allocated;

  TorchMemory(TensorOptions options) {
    this.options = options;
  }

  @Override
  public Tensor allocate(Shape shape) {
    if (shape.elements() < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot allocate %s: %d elements (must be at least 1)",
              shape,
              shape.elements()));
    }
    TorchStorage storage = new TorchStorage(shape, options);
    live.add(storage);
    allocated += storage.bytes();
    return new TorchTensor(storage, 0, shape);
  }

  @Override
  public void free(Tensor tensor) {
    TorchStorage storage = TorchTensor.of(tensor).storage();
    if (!live.remove(storage)) {
      throw new IllegalArgumentException("Cannot free a tensor " + tensor.shape() + " twice");
    }
    allocated -= storage.bytes();
    storage.free();
  }

  void freeAll() {
    live.forEach(TorchStorage::free);
    live.clear();
    allocated = 0;
  }

  @Override
  public long allocatedBytes() {
    return allocated;
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {
    long elements = target.shape().elements();
    if (source.remaining() != elements) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Cannot upload %d floats into %s", source.remaining(), target.shape()));
    }
    TorchCalls.within(
        () -> {
          FloatPointer host = isNative(source) ? new FloatPointer(source.slice()) : staged(source);
          TorchTensor.of(target).flat().copy_(torch.from_blob(host, elements));
        });
  }

  private static FloatPointer staged(FloatBuffer source) {
    float[] values = new float[source.remaining()];
    source.get(source.position(), values);
    return new FloatPointer(values);
  }

  @Override
  public void download(Tensor source, FloatBuffer target) {
    int elements = source.shape().count();
    if (target.remaining() < elements) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot download %s into room for %d floats",
              source.shape(),
              target.remaining()));
    }
    TorchCalls.within(
        () -> {
          boolean direct = isNative(target);
          FloatPointer host =
              direct ? new FloatPointer(target.slice()) : new FloatPointer(elements);
          torch.from_blob(host, elements).copy_(TorchTensor.of(source).flat());
          if (!direct) {
            float[] values = new float[elements];
            host.get(values);
            target.put(target.position(), values);
          }
        });
  }

  /** Whether libtorch can work on the buffer's own memory. */
  private static boolean isNative(FloatBuffer buffer) {
    return buffer.isDirect() && buffer.order() == ByteOrder.nativeOrder();
  }

  @Override
  public void fill(Tensor target, float value) {
    TorchCalls.within(() -> TorchTensor.of(target).flat().fill_(new Scalar(value)));
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    if (source.shape().elements() != target.shape().elements()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Cannot copy %s to %s", source.shape(), target.shape()));
    }
    TorchCalls.within(() -> TorchTensor.of(target).flat().copy_(TorchTensor.of(source).flat()));
  }
}
