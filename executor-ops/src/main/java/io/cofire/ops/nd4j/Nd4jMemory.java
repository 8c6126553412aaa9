package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

/** Tensors wherever ND4J's backend keeps its arrays. */
final class Nd4jMemory implements Memory {

  private final Set<Nd4jStorage> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private Transfers transfers;
  private long allocated;

  Nd4jMemory(Transfers transfers) {
    this.transfers = transfers;
  }

  /** From now on. */
  void transferBy(Transfers others) {
    transfers = others;
  }

  @Override
  public Tensor allocate(Shape shape) {
    if (shape.elements() < 1 || shape.elements() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot allocate %s: %d elements (must be in [1, %d])",
              shape,
              shape.elements(),
              Integer.MAX_VALUE));
    }
    Nd4jStorage storage = new Nd4jStorage((int) shape.elements());
    live.add(storage);
    allocated += bytes(storage);
    Tensor tensor = new Nd4jTensor(storage, 0, shape);
    fill(tensor, 0);
    return tensor;
  }

  @Override
  public void free(Tensor tensor) {
    Nd4jStorage storage = Nd4jTensor.of(tensor).storage();
    if (!live.remove(storage)) {
      throw new IllegalArgumentException("Cannot free a tensor " + tensor.shape() + " twice");
    }
    allocated -= bytes(storage);
    storage.free();
  }

  void freeAll() {
    live.forEach(Nd4jStorage::free);
    live.clear();
    allocated = 0;
  }

  private static long bytes(Nd4jStorage storage) {
    return (long) storage.elements() * Float.BYTES;
  }

  @Override
  public long allocatedBytes() {
    return allocated;
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {
    if (source.remaining() != target.shape().elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Cannot upload %d floats into %s", source.remaining(), target.shape()));
    }
    transfers.upload(source, Nd4jTensor.of(target));
  }

  @Override
  public void download(Tensor source, FloatBuffer target) {
    if (target.remaining() < source.shape().elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot download %s into room for %d floats",
              source.shape(),
              target.remaining()));
    }
    transfers.download(Nd4jTensor.of(source), target);
  }

  @Override
  public void fill(Tensor target, float value) {
    transfers.fill(Nd4jTensor.of(target), value);
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    if (source.shape().elements() != target.shape().elements()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Cannot copy %s to %s", source.shape(), target.shape()));
    }
    transfers.copy(Nd4jTensor.of(source), Nd4jTensor.of(target));
  }
}
