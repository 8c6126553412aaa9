package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lines of a text and their fields, in the window's own bytes. */
final class TextLines {

  private static final int FIELDS = 64;
  private static final String GEOMETRY = "%geometry:";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final long SEPARATORS =
      1L << ' ' | 1L << ',' | 1L << '\t' | 1L << '\r' | 1L << ';' | 1L << '"';
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]*[.]?[0-9]+(?:[.]|[eE][+-]?[0-9]+)?");

  private final ByteWindow window;
  private final int[] starts = new int[FIELDS];
  private final int[] ends = new int[FIELDS];
  private int fields;
  private int start; // of the line, in the window
  private int length; // with its line feed
  private boolean ended; // by a line feed

  /** The lines from the first, behind a byte order mark. */
  TextLines(ByteWindow window) throws IOException {
    this.window = window;
    int mark = BYTE_ORDER_MARK.length;
    if (window.has(mark)) {
      int at = window.position();
      if (Arrays.equals(window.bytes, at, at + mark, BYTE_ORDER_MARK, 0, mark)) {
        window.advance(mark);
      }
    }
  }

  /** Moves to the next line that is not blank; false at the end of the file. */
  boolean next() throws IOException {
    do {
      window.advance(length);
      length = 0;
      if (!window.has(1)) {
        return false;
      }
      split();
    } while (fields == 0);
    return true;
  }

  private void split() throws IOException {
    if (!splitIn()) {
      window.fill();
      if (!splitIn() && window.available() == ByteWindow.SIZE) {
        throw RecordingException.at(
            window.name(), window.offset(), "line longer than " + ByteWindow.SIZE + " bytes");
      }
    }
  }

  /** Splits the line at the window's position; false if its line feed is not in the window. */
  private boolean splitIn() {
    byte[] bytes = window.bytes;
    int limit = window.limit();
    start = window.position();
    fields = 0;
    int at = start;
    while (true) {
      while (at < limit && isSeparator(bytes[at])) {
        at++;
      }
      if (at == limit || bytes[at] == '\n') {
        break;
      }
      int from = at;
      while (at < limit && bytes[at] != '\n' && !isSeparator(bytes[at])) {
        at++;
      }
      if (fields < FIELDS) {
        starts[fields] = from;
        ends[fields++] = at;
      }
    }
    ended = at < limit;
    length = at - start + (ended ? 1 : 0);
    return ended;
  }

  private static boolean isSeparator(byte next) {
    return next >= 0 && next < Long.SIZE && (SEPARATORS >>> next & 1) != 0;
  }

  /** Offset in the file of the line. */
  long offset() {
    return window.offset();
  }

  /** Number of fields, at most 64. */
  int fields() {
    return fields;
  }

  boolean comment() {
    byte first = window.bytes[starts[0]];
    return first == '#' || first == '%';
  }

  /** The line without its end. */
  String line() {
    int end = start + length;
    return new String(window.bytes, start, end - start, StandardCharsets.UTF_8).stripTrailing();
  }

  /** Whether no field is a number: a header line. */
  boolean isWords() {
    for (int field = 0; field < fields; field++) {
      if (NUMBER.matcher(text(field)).matches()) {
        return false;
      }
    }
    return true;
  }

  boolean isFractional(int field) {
    for (int at = starts[field]; field < fields && at < ends[field]; at++) {
      byte next = window.bytes[at];
      if (next == '.' || next == 'e' || next == 'E') {
        return true;
      }
    }
    return false;
  }

  String text(int field) {
    return ByteWindow.text(window.bytes, starts[field], ends[field]);
  }

  long micros(int field, TimeUnit unit) throws RecordingException {
    try {
      return TextNumber.scaled(window.bytes, starts[field], ends[field], unit.scale());
    } catch (NumberFormatException e) {
      throw notNumber(field);
    }
  }

  /** A whole number, however it is written: {@code 12}, {@code 12.0}, {@code 1.2e+01}. */
  long whole(int field) throws RecordingException {
    try {
      return TextNumber.whole(window.bytes, starts[field], ends[field]);
    } catch (NumberFormatException e) {
      return wholeOfFraction(field);
    }
  }

  private long wholeOfFraction(int field) throws RecordingException {
    try {
      return NumberType.whole(decimal(field));
    } catch (NumberFormatException e) {
      throw notNumber(field);
    }
  }

  private double decimal(int field) {
    String text = text(field);
    if (!NUMBER.matcher(text).matches()) { // what Java alone takes for a number, 1f or NaN
      throw new NumberFormatException(text);
    }
    return Double.parseDouble(text);
  }

  /**
   * A time of whole microseconds.
   *
   * @throws RecordingException if it has a fraction, which times before it had not
   */
  long wholeMicros(int field) throws RecordingException {
    if (isFractional(field)) {
      throw at(field, "time", "a whole number like those before it; state the unit of the times");
    }
    return whole(field);
  }

  int polarity(int field) throws RecordingException {
    byte first = window.bytes[starts[field]];
    if (ends[field] - starts[field] == 1 && (first == '0' || first == '1')) {
      return first - '0';
    }
    return switch (text(field).toLowerCase(Locale.ROOT)) {
      case "true", "on", "+1", "1.0" -> 1;
      case "false", "off", "-1", "0.0", "-1.0" -> 0;
      default -> polarityOfFraction(field);
    };
  }

  /** NumPy's {@code savetxt} writes 1 as {@code 1.000000000000000000e+00}. */
  private int polarityOfFraction(int field) throws RecordingException {
    try {
      return NumberType.polarity(NumberType.whole(decimal(field)));
    } catch (NumberFormatException e) {
      throw at(field, "polarity", "1, 0, -1, True or False");
    }
  }

  /** The sensor that a line of two numbers states. */
  SensorGeometry size() throws RecordingException {
    long width = whole(0);
    long height = whole(1);
    if (Math.min(width, height) < 1 || Math.max(width, height) > 65_536) {
      throw wrong("size of the sensor", "sides in 1..65536", width + "x" + height);
    }
    return new SensorGeometry((int) width, (int) height);
  }

  /** The sensor that a comment {@code %geometry:W,H} states. */
  Optional<SensorGeometry> geometry() {
    String comment = ByteWindow.text(window.bytes, starts[0], start + length);
    if (!comment.strip().matches(GEOMETRY + "[1-9][0-9]{0,3},[1-9][0-9]{0,3}")) {
      return Optional.empty();
    }
    String[] sides = comment.strip().substring(GEOMETRY.length()).split(",", -1);
    return Optional.of(new SensorGeometry(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
  }

  /**
   * Hands an error of the line to the tolerance, if the file ends within it.
   *
   * @throws RecordingException the error, if the line has its end or that is not let go
   */
  void requireCut(RecordingException error) throws RecordingException {
    if (ended) {
      throw error;
    }
    window.input().cut(length, error);
  }

  /** Whether the line has its line feed. */
  boolean ended() {
    return ended;
  }

  /** Whether the file is one that gzip has packed, and cut. */
  boolean endsEarly() {
    return window.input().endsEarly();
  }

  /** An error of the whole line. */
  RecordingException wrong(String what, String expected, String found) {
    return window.wrong(offset(), what, expected, found);
  }

  private RecordingException notNumber(int field) {
    return at(field, "field", "a number");
  }

  private RecordingException at(int field, String what, String expected) {
    return window.wrong(offset() + starts[field] - start, what, expected, text(field));
  }
}
