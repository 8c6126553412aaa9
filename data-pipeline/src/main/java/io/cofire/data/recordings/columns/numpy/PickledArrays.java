package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.pickle.GuardedUnpickler;
import io.cofire.data.pickle.RefusedPickle;
import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.columns.numpy.NumpyHeader.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a pickle of NumPy arrays, as {@code np.save} writes an array of objects: {@code
 * _reconstruct} and {@code dtype} make them empty, and each BUILD states their content.
 */
final class PickledArrays extends GuardedUnpickler {

  private static final String RECONSTRUCT = "multiarray._reconstruct";
  private static final int TYPE_PARTS = 8; // version, order, subtype, names, fields, bytes, ...
  private static final int ARRAY_PARTS = 5; // version, shape, type, columns first, content

  /** A class or a function of NumPy's. */
  private record Name(String text) {}

  /** A type of numbers or of structures; what is neither has no fields and no number. */
  static final class Type {

    private final String code;
    private Optional<NumberType> number = Optional.empty();
    private List<Field> fields = List.of();

    private Type(String code) {
      this.code = code;
    }

    /** The named numbers of a structure, by their place. */
    List<Field> fields() {
      return fields;
    }

    private void state(Object[] state) {
      Object[] names = (Object[]) state[3];
      boolean plain = names == null && state[2] == null;
      number = plain ? NumberType.of(state[1] + code) : Optional.empty();
      if (names != null) {
        fields = fields((Map<?, ?>) state[4]);
      }
    }

    private static List<Field> fields(Map<?, ?> byName) {
      List<Field> fields = new ArrayList<>();
      byName.forEach(
          (name, place) -> {
            Object[] parts = (Object[]) place;
            int at = ((Number) parts[1]).intValue();
            ((Type) parts[0]).number.ifPresent(n -> fields.add(new Field((String) name, n, at)));
          });
      fields.sort(Comparator.comparingInt(Field::at));
      return List.copyOf(fields);
    }
  }

  /** An array: of objects, or of bytes that a type tells apart. */
  static final class Array {

    private Object[] shape = new Object[0];
    private Type type = new Type("");
    private Object content = new byte[0];

    Type type() {
      return type;
    }

    /** How many elements its one dimension has. */
    long rows() {
      if (shape.length != 1) {
        throw new RefusedPickle("an array of " + shape.length + " dimensions");
      }
      return ((Number) shape[0]).longValue();
    }

    /** Bytes of one of its structures, of which there is at least one. */
    long rowBytes() {
      return bytes().length / rows();
    }

    /** What an array of objects holds. */
    List<?> objects() {
      if (content instanceof List<?> objects) {
        return objects;
      }
      throw new RefusedPickle("an array of numbers");
    }

    /** What another array holds. */
    byte[] bytes() {
      if (content instanceof byte[] bytes) {
        return bytes;
      }
      throw new RefusedPickle("objects inside objects");
    }
  }

  @Override
  protected Object named(String name) {
    return switch (name) {
      case "numpy.dtype",
          "numpy.ndarray",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct" ->
          new Name(name);
      default -> throw new RefusedPickle(name);
    };
  }

  @Override
  protected Object called(Object callee, Object[] arguments) {
    Name name = (Name) callee;
    if (name.text().endsWith(RECONSTRUCT)) {
      return new Array();
    }
    if (name.text().equals("numpy.dtype") && arguments[0] instanceof String code) {
      return new Type(code);
    }
    throw new RefusedPickle("a call of " + name.text());
  }

  @Override
  protected void built(Object object, Object state) {
    Object[] parts = (Object[]) state;
    if (object instanceof Type type && parts.length >= TYPE_PARTS) {
      type.state(parts);
    } else if (object instanceof Array array && parts.length == ARRAY_PARTS) {
      array.shape = (Object[]) parts[1];
      array.type = (Type) parts[2];
      array.content = parts[4];
    } else {
      throw new RefusedPickle(
          String.format(Locale.ROOT, "an object of NumPy's in %d parts", parts.length));
    }
  }
}
