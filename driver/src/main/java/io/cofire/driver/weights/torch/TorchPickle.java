package io.cofire.driver.weights.torch;

import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.io.IOException;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * Reads a pickle of PyTorch's as tensors, dictionaries, lists, texts and numbers. Whatever asks for
 * a class or a function is done by {@link PickledName}, which runs nothing.
 */
final class TorchPickle extends Unpickler {

  private static final int STORAGE_PARTS = 5;

  private PickleBytes bytes;

  /**
   * The next object of the bytes.
   *
   * @throws RefusedPickle if it is more than tensors and dictionaries, or damaged
   */
  Object next(PickleBytes from) throws IOException {
    bytes = from;
    try {
      return load(from);
    } catch (PickleException | ClassCastException | IndexOutOfBoundsException e) {
      throw refused(e);
    } catch (NumberFormatException | NullPointerException | NegativeArraySizeException e) {
      throw refused(e);
    } catch (IOException e) {
      if (from.left() == 0) {
        throw new RefusedPickle("the end of the file");
      }
      throw e;
    }
  }

  private static RefusedPickle refused(RuntimeException e) {
    RefusedPickle refused = new RefusedPickle("what is no pickle (" + e.getMessage() + ")");
    refused.initCause(e);
    return refused;
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL -> stack.add(new PickledName(bytes.line() + "." + bytes.line()));
      case Opcodes.STACK_GLOBAL -> {
        Object name = stack.pop();
        stack.add(new PickledName(stack.pop() + "." + name));
      }
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> call();
      case Opcodes.BUILD -> stack.pop(); // attributes, which nothing here has
      case Opcodes.BINPERSID -> stack.add(storage((Object[]) stack.pop()));
      case Opcodes.INST, Opcodes.OBJ, Opcodes.NEWOBJ_EX, Opcodes.PERSID ->
          throw new RefusedPickle("an object made by opcode " + key);
      case Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
          throw new RefusedPickle("an object of Python's registry");
      default -> {
        return dispatchPlain(key);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** What states a length is held against what is left, since room is made for it at once. */
  private Object dispatchPlain(short key) throws IOException {
    switch (key) {
      case Opcodes.BINSTRING, Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.LONG4 ->
          bytes.requireStated(Integer.BYTES);
      case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8, Opcodes.FRAME ->
          bytes.requireStated(Long.BYTES);
      default -> {}
    }
    return super.dispatch(key);
  }

  private void call() {
    Object[] arguments = (Object[]) stack.pop();
    if (!(stack.pop() instanceof PickledName callee)) {
      throw new RefusedPickle("a call of what is no function");
    }
    stack.add(callee.called(arguments));
  }

  /** {@code ("storage", class, key, device, number of elements)}; old files add a view, or None. */
  private static Storage storage(Object[] id) {
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
