package io.cofire.driver.weights.torch;

import io.cofire.data.pickle.GuardedUnpickler;
import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.weights.torch.StoredTensor.Storage;

/**
 * Reads a pickle of PyTorch's as tensors, dictionaries, lists, texts and numbers. Whatever asks for
 * a class or a function is done by {@link PickledName}, which runs nothing.
 */
final class TorchPickle extends GuardedUnpickler {

  private static final int STORAGE_PARTS = 5;

  @Override
  protected Object named(String name) {
    return new PickledName(name);
  }

  @Override
  protected Object called(Object callee, Object[] arguments) {
    if (callee instanceof PickledName name) {
      return name.called(arguments);
    }
    throw new RefusedPickle("a call of what is no function");
  }

  /** {@code ("storage", class, key, device, number of elements)}; old files add a view, or None. */
  @Override
  protected Object beside(Object name) {
    Object[] id = (Object[]) name;
    boolean known =
        id.length >= STORAGE_PARTS
            && "storage".equals(id[0])
            && id[1] instanceof PickledName
            && id[2] instanceof String
            && id[4] instanceof Number;
    if (!known || (id.length > STORAGE_PARTS && id[STORAGE_PARTS] != null)) {
      throw new RefusedPickle("a part of the file that is no storage, as of a whole module");
    }
    PickledName type = (PickledName) id[1];
    return new Storage(
        (String) id[2],
        type.storage().orElseThrow(() -> new RefusedPickle("a storage of " + type.name())),
        ((Number) id[4]).longValue());
  }
}
