package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array ({@code .npy}): 0x93 {@code NUMPY}, version (2 bytes), length of the
 * text (uint16 in version 1, uint32 after, little-endian), and the text of a Python dictionary of
 * descr, fortran_order and shape.
 *
 * @param fields its fields in the order of a row; one without a name if it is no structure
 * @param rows number of rows; of two dimensions, all numbers
 * @param rowBytes bytes of a row
 * @param inner how many of them follow each other in the last dimension, or in the first where that
 *     is the order; all of them where there is one dimension
 * @param isTable whether the fields are columns of a table, which have their names from elsewhere
 */
record NumpyHeader(List<Field> fields, long rows, int rowBytes, long inner, boolean isTable) {

  static final String MAGIC = "\u0093NUMPY";

  private static final int PREFIX = 12;
  private static final String OBJECTS = "|O";
  private static final Pattern PLAIN = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern STRUCTURE = Pattern.compile("'descr':\\s*\\[([^\\[\\]]*)\\]");
  private static final Pattern FIELD =
      Pattern.compile("\\(\\s*'([^']*)',\\s*'([^']*)'\\s*\\),?\\s*");
  private static final Pattern SHAPE =
      Pattern.compile("'shape':\\s*\\(\\s*(?:(\\d+)\\s*(?:,\\s*(?:(\\d+)\\s*,?\\s*)?)?)?\\)");
  private static final int DIGITS = 18; // that fit a long whatever they are
  private static final Pattern COLUMNS_FIRST = Pattern.compile("'fortran_order':\\s*True");

  /** One number of a row, {@code at} bytes from its start. */
  record Field(String name, NumberType type, int at) {}

  /** Takes the header of an array of numbers or of a structure of numbers. */
  static NumpyHeader read(ByteWindow window) throws IOException {
    String text = text(window);
    return parse(text, window);
  }

  /** Whether an array's text says that its elements are Python's objects, in a pickle. */
  static boolean isObjects(String text) {
    Matcher plain = PLAIN.matcher(text);
    return plain.find() && plain.group(1).equals(OBJECTS);
  }

  /** Takes the header, and gives its text. */
  static String text(ByteWindow window) throws IOException {
    long start = window.offset();
    window.require(PREFIX, "header");
    byte[] bytes = window.bytes;
    int at = window.position();
    if (!new String(bytes, at, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw window.wrong(start, "header", "0x93 NUMPY", "other bytes");
    }
    int version = bytes[at + 6];
    if (version < 1 || version > 3) {
      throw window.wrong(start + 6, "version", "1 to 3", version);
    }
    int prefix = version == 1 ? 10 : PREFIX;
    long length =
        version == 1
            ? ByteWindow.littleShort(bytes, at + 8)
            : ByteWindow.littleInt(bytes, at + 8) & 0xFFFF_FFFFL;
    if (length > ByteWindow.SIZE - PREFIX) {
      throw window.wrong(
          start + 8, "header", "at most " + (ByteWindow.SIZE - PREFIX) + " bytes", length);
    }
    window.require(prefix + (int) length, "header");
    String text =
        new String(bytes, window.position() + prefix, (int) length, StandardCharsets.ISO_8859_1);
    window.advance(prefix + (int) length);
    return text;
  }

  /**
   * What a header's text says.
   *
   * @param window of which it was taken last
   */
  static NumpyHeader parse(String text, ByteWindow window) throws RecordingException {
    long offset = window.offset() - text.length();
    Matcher shape = SHAPE.matcher(text);
    Optional<List<Field>> fields = fields(text);
    if (!shape.find() || fields.isEmpty()) {
      throw window.wrong(
          offset,
          "kind of array",
          "one or two dimensions of numbers or one of a structure of numbers",
          ByteWindow.text(
              text.strip().getBytes(StandardCharsets.ISO_8859_1), 0, text.strip().length()));
    }
    Field last = fields.get().get(fields.get().size() - 1);
    int rowBytes = last.at() + last.type().bytes();
    if (rowBytes > ByteWindow.SIZE) {
      throw window.wrong(offset, "row", "at most " + ByteWindow.SIZE + " bytes", rowBytes);
    }
    long first = side(shape.group(1));
    long second = side(shape.group(2));
    boolean countless = first < 0 || second < 0;
    if (countless || (second > 0 && first > Long.MAX_VALUE / rowBytes / second)) {
      throw window.wrong(offset, "size of the array", "less than 2^63 bytes", shape.group());
    }
    boolean vector = shape.group(2) == null || second == 1;
    boolean columnsFirst = COLUMNS_FIRST.matcher(text).find();
    long inner = columnsFirst ? first : second;
    return new NumpyHeader(fields.get(), first * second, rowBytes, vector ? first : inner, false);
  }

  /** A side, 1 where there is none; negative where its digits fit no number. */
  private static long side(String digits) {
    if (digits == null) {
      return 1;
    }
    return digits.length() > DIGITS ? -1 : Long.parseLong(digits);
  }

  /** Whether it is one number, or one structure, after the other. */
  boolean isVector() {
    return inner == rows;
  }

  /** Whether its numbers have names. */
  boolean isStructure() {
    return !fields.get(0).name().isEmpty();
  }

  /** The same where each row has these fields; it must be a table of so many columns. */
  NumpyHeader named(List<String> names) {
    NumberType type = fields.get(0).type();
    List<Field> named = new ArrayList<>();
    for (String name : names) {
      named.add(new Field(name, type, named.size() * type.bytes()));
    }
    int bytes = names.size() * type.bytes();
    return new NumpyHeader(named, rows / names.size(), bytes, rows / names.size(), true);
  }

  private static Optional<List<Field>> fields(String text) {
    Matcher plain = PLAIN.matcher(text);
    if (plain.find()) {
      return NumberType.of(plain.group(1)).map(type -> List.of(new Field("", type, 0)));
    }
    Matcher structure = STRUCTURE.matcher(text);
    if (!structure.find()) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    Matcher field = FIELD.matcher(structure.group(1));
    int at = 0;
    while (field.lookingAt()) {
      Optional<NumberType> type = NumberType.of(field.group(2));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      fields.add(new Field(field.group(1), type.get(), at));
      at += type.get().bytes();
      field.region(field.end(), structure.group(1).length());
    }
    return field.regionStart() == structure.group(1).length() && !fields.isEmpty()
        ? Optional.of(fields)
        : Optional.empty();
  }
}
