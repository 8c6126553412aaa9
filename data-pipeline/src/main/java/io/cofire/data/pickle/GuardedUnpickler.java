package io.cofire.data.pickle;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * Reads a pickle as lists, dictionaries, texts and numbers. What it asks for by the name of a class
 * or a function is made by the heir, who knows the few names of one kind of file; nothing is run.
 */
public abstract class GuardedUnpickler extends Unpickler {

  private PickleBytes bytes;

  /** For heirs. */
  protected GuardedUnpickler() {}

  /**
   * What stands for a class or a function.
   *
   * @param name with its module, such as {@code collections.OrderedDict}
   * @throws RefusedPickle if it is none that the heir knows
   */
  protected abstract Object named(String name);

  /**
   * What a call makes.
   *
   * @param callee what is called, in a readable pickle what {@link #named} gave
   * @throws RefusedPickle if it is no function, or the arguments are others
   */
  protected abstract Object called(Object callee, Object[] arguments);

  /** Takes the state of an object that a call made; by itself it is passed over. */
  protected void built(Object object, Object state) {}

  /** What lies beside the pickle under a name; by itself there is nothing. */
  protected Object beside(Object name) {
    throw new RefusedPickle("a part of the file outside the pickle");
  }

  /**
   * The next object of the bytes.
   *
   * @throws RefusedPickle if it is more than the heir knows, or damaged
   */
  public final Object next(PickleBytes from) throws IOException {
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
  protected final Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL -> stack.add(named(bytes.line() + "." + bytes.line()));
      case Opcodes.STACK_GLOBAL -> {
        String name = text(stack.pop());
        stack.add(named(text(stack.pop()) + "." + name));
      }
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> {
        Object[] arguments = (Object[]) stack.pop();
        stack.add(called(stack.pop(), arguments));
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        built(stack.peek(), state);
      }
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        put(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
      case Opcodes.BINPERSID -> stack.add(beside(stack.pop()));
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
}
