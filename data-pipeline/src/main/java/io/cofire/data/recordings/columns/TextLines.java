package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Lines of a text and their fields, in the window's own bytes. */
final class TextLines {

  private static final int FIELDS = 64;
  private static final String GEOMETRY = "%geometry:";

  private final ByteWindow window;
  private final int[] starts = new int[FIELDS];
  private final int[] ends = new int[FIELDS];
  private int fields;
  private int start; // of the line, in the window
  private int length; // with its line feed

  TextLines(ByteWindow window) {
    this.window = window;
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
    boolean whole = at < limit;
    length = at - start + (whole ? 1 : 0);
    return whole;
  }

  private static boolean isSeparator(byte next) {
    return next == ' ' || next == ',' || next == '\t' || next == '\r' || next == ';';
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

  /** Whether the first field begins as no number does. */
  boolean isWords() {
    byte first = window.bytes[starts[0]];
    boolean digit = first >= '0' && first <= '9';
    return !digit && first != '-' && first != '+' && first != '.';
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
    return TextDecoder.text(window.bytes, starts[field], ends[field]);
  }

  long micros(int field, TimeUnit unit) throws RecordingException {
    try {
      return TextNumber.scaled(window.bytes, starts[field], ends[field], unit.scale());
    } catch (NumberFormatException e) {
      throw notNumber(field);
    }
  }

  long whole(int field) throws RecordingException {
    try {
      return TextNumber.whole(window.bytes, starts[field], ends[field]);
    } catch (NumberFormatException e) {
      throw notNumber(field);
    }
  }

  int polarity(int field) throws RecordingException {
    byte first = window.bytes[starts[field]];
    if (ends[field] - starts[field] == 1 && (first == '0' || first == '1')) {
      return first - '0';
    }
    return switch (text(field).toLowerCase(Locale.ROOT)) {
      case "true", "on", "+1", "1.0" -> 1;
      case "false", "off", "-1", "0.0", "-1.0" -> 0;
      default -> throw at(field, "polarity", "1, 0, -1, True or False");
    };
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
    String comment = TextDecoder.text(window.bytes, starts[0], start + length);
    if (!comment.strip().matches(GEOMETRY + "[1-9][0-9]{0,3},[1-9][0-9]{0,3}")) {
      return Optional.empty();
    }
    String[] sides = comment.strip().substring(GEOMETRY.length()).split(",", -1);
    return Optional.of(new SensorGeometry(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
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
