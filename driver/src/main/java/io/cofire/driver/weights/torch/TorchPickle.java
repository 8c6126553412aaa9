package io.cofire.driver.weights.torch;

import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    boolean told = e instanceof PickleException && e.getMessage() != null;
    RefusedPickle refused =
        new RefusedPickle("what is no pickle" + (told ? " (" + e.getMessage() + ")" : ""));
    refused.initCause(e);
    return refused;
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL -> stack.add(new PickledName(bytes.line() + "." + bytes.line()));
      case Opcodes.STACK_GLOBAL -> {
        String name = text(stack.pop());
        stack.add(new PickledName(text(stack.pop()) + "." + name));
      }
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> call();
      case Opcodes.BUILD -> stack.pop(); // attributes, which nothing here has
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        put(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
      case Opcodes.BINPERSID -> stack.add(storage((Object[]) stack.pop()));
      case Opcodes.INST, Opcodes.OBJ, Opcodes.NEWOBJ_EX, Opcodes.PERSID ->
          throw new RefusedPickle("an object made by opcode " + key);
      case Opcodes.DICT, Opcodes.ADDITEMS, Opcodes.FROZENSET ->
          throw new RefusedPickle("a set, or a dictionary of Python's oldest format");
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

  private static String text(Object name) {
    if (name instanceof String text) {
      return text;
    }
    throw new RefusedPickle("a name that is no text");
  }

  /** A list as a key has no hash in Python; here a nest of lists would take for ever to hash. */
  @SuppressWarnings("unchecked")
  private void put(List<Object> items) {
    Map<Object, Object> dictionary = (Map<Object, Object>) stack.peek();
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (key instanceof Collection || key instanceof Map) {
        throw new RefusedPickle("a dictionary whose key is a list");
      }
      dictionary.put(key, items.get(i + 1));
    }
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
