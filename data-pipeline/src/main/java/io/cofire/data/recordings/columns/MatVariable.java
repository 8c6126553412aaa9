package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/**
 * One variable of a MATLAB 5 file. Its elements are flags (with the class in the lowest byte),
 * dimensions, name and numbers, each a type and a size of 4 bytes, or of 2 bytes with up to 4 bytes
 * behind them, and its content, filled up to a multiple of 8 bytes.
 */
final class MatVariable {

  private static final int FLAGS_TYPE = 6;
  private static final int DIMENSIONS_TYPE = 5;
  private static final int NAME_TYPE = 1;
  private static final int ANY_TYPE = 0;
  private static final int COMPLEX_FLAG = 0x800;
  private static final int FIRST_NUMERIC_CLASS = 6; // double
  private static final int LAST_NUMERIC_CLASS = 15; // uint64
  private static final int MATRIX = 14;
  private static final int BLOCK = 1024;

  private final String recording;
  private final long offset;
  private final byte[] matrix;
  private final ByteOrder order;
  private String name = "";

  private MatVariable(String recording, long offset, byte[] matrix, ByteOrder order) {
    this.recording = recording;
    this.offset = offset;
    this.matrix = matrix;
    this.order = order;
  }

  /**
   * A variable whose elements lie within it.
   *
   * @param offset where in the file it begins
   * @param matrix its elements
   */
  static MatVariable of(String recording, long offset, byte[] matrix, ByteOrder order)
      throws RecordingException {
    MatVariable variable = new MatVariable(recording, offset, matrix, order);
    if (variable.numeric()) {
      int dimensions = variable.behind(0, FLAGS_TYPE);
      int name = variable.behind(dimensions, DIMENSIONS_TYPE);
      int numbers = variable.behind(name, NAME_TYPE);
      variable.behind(numbers, ANY_TYPE);
      variable.name = variable.text(name);
    }
    return variable;
  }

  /** Its name; nothing where it has no real numbers. */
  String name() {
    return name;
  }

  /** Whether it has real numbers. */
  private boolean numeric() {
    int flags = matrix.length < 16 ? 0 : number(matrix, 8, order);
    int type = flags & 0xFF;
    return type >= FIRST_NUMERIC_CLASS && type <= LAST_NUMERIC_CLASS && (flags & COMPLEX_FLAG) == 0;
  }

  /** Where the element behind this one begins. */
  private int behind(int at, int type) throws RecordingException {
    if (at + 8 > matrix.length) {
      throw wrong("elements of a variable", "element of type " + type, "its end");
    }
    int word = number(matrix, at, order);
    boolean small = word >>> 16 != 0;
    long size = small ? word >>> 16 : Integer.toUnsignedLong(number(matrix, at + 4, order));
    long end = small ? at + 8L : at + 8 + (size + 7) / 8 * 8;
    boolean other = type != ANY_TYPE && (word & 0xFFFF) != type;
    if (other || end > matrix.length || (small && size > 4)) {
      throw wrong(
          "element of a variable",
          String.format(
              Locale.ROOT,
              "%s within %d bytes",
              type == ANY_TYPE ? "numbers" : "type " + type,
              matrix.length - at),
          String.format(Locale.ROOT, "type %d of %d bytes", word & 0xFFFF, size));
    }
    return (int) end;
  }

  private String text(int at) {
    int word = number(matrix, at, order);
    return word >>> 16 != 0
        ? new String(matrix, at + 4, word >>> 16, StandardCharsets.ISO_8859_1)
        : new String(matrix, at + 8, number(matrix, at + 4, order), StandardCharsets.ISO_8859_1);
  }

  /** Appends its numbers to a column. */
  void read(EventColumn column, TimeUnit unit, SensorBounds bounds, ColumnBuffers columns)
      throws RecordingException {
    if (columns.has(column)) {
      throw wrong("variable", "one vector of " + column, "another, " + name);
    }
    columns.begin(column);
    try {
      Matrix vector = vector();
      long[] times = new long[BLOCK];
      short[] others = new short[BLOCK];
      int length = vector.getNumElements();
      for (int from = 0; from < length; from += BLOCK) {
        int count = Math.min(BLOCK, length - from);
        for (int i = 0; i < count; i++) {
          if (column == EventColumn.TIME) {
            times[i] = micros(vector, from + i, unit);
          } else {
            others[i] = other(column, vector, from + i, bounds, columns);
          }
        }
        if (column == EventColumn.TIME) {
          columns.addTimes(times, count);
        } else {
          columns.add(column, others, count);
        }
      }
    } catch (RecordingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw wrong("damaged variable " + name, "a vector of real numbers", e.getMessage());
    }
  }

  private long micros(Matrix vector, int i, TimeUnit unit) throws RecordingException {
    try {
      return fractional(vector) ? unit.micros(vector.getDouble(i)) : unit.micros(whole(vector, i));
    } catch (NumberFormatException e) {
      throw outOfRange(i, e);
    }
  }

  private short other(
      EventColumn column, Matrix vector, int i, SensorBounds bounds, ColumnBuffers columns)
      throws RecordingException {
    try {
      long value = whole(vector, i);
      return switch (column) {
        case X -> columns.coordinate(value, bounds.width(), i);
        case Y -> columns.coordinate(value, bounds.height(), i);
        default -> (short) NumberType.polarity(value);
      };
    } catch (NumberFormatException e) {
      throw outOfRange(i, e);
    }
  }

  private RecordingException outOfRange(int i, NumberFormatException e) {
    return wrong("number " + i + " of " + name, "one in the column's range", e.getMessage());
  }

  /** What the library makes of it: a file of this variable alone. */
  private Matrix vector() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(16 + matrix.length).order(order);
    file.putShort((short) 0x0100).putShort((short) ('M' << 8 | 'I')).putInt(0);
    file.putInt(MATRIX).putInt(matrix.length).put(matrix).flip();
    Array array =
        Mat5.newReader(Sources.wrap(file)).setReducedHeader(true).readMat().getArray(name);
    if (!(array instanceof Matrix vector)
        || vector.getNumDimensions() != 2
        || Math.min(vector.getNumRows(), vector.getNumCols()) > 1) {
      throw new IOException("another array");
    }
    return vector;
  }

  private static long whole(Matrix vector, int i) {
    if (fractional(vector)) {
      return NumberType.whole(vector.getDouble(i));
    }
    long value = vector.getLong(i);
    if (value < 0 && vector.getType() == MatlabType.UInt64) {
      throw new NumberFormatException(Long.toUnsignedString(value));
    }
    return value;
  }

  private static boolean fractional(Matrix vector) {
    return vector.getType() == MatlabType.Double || vector.getType() == MatlabType.Single;
  }

  private RecordingException wrong(String what, Object expected, Object found) {
    return RecordingException.at(
        recording,
        offset,
        what,
        String.format(Locale.ROOT, "expected %s, found %s", expected, found));
  }

  static int number(byte[] from, int at, ByteOrder order) {
    return order == ByteOrder.LITTLE_ENDIAN
        ? ByteWindow.littleInt(from, at)
        : ByteWindow.bigInt(from, at);
  }
}
