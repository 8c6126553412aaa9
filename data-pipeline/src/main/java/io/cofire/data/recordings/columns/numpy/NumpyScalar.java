package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.Arrays;

/** A time that is one number of an array, before its unit is known. */
final class NumpyScalar {

  private final ByteWindow window;
  private final NumberType type;
  private final byte[] bytes;

  private NumpyScalar(ByteWindow window, NumberType type, byte[] bytes) {
    this.window = window;
    this.type = type;
    this.bytes = bytes;
  }

  static NumpyScalar read(ByteWindow window) throws IOException {
    long start = window.offset();
    NumpyHeader header = NumpyHeader.read(window);
    NumberType type = header.fields().get(0).type();
    if (header.isStructure() || header.rows() != 1 || type.kind() == 'V') {
      throw window.wrong(start, "array", "one number", header.rows() + " rows");
    }
    window.require(type.bytes(), "array");
    int at = window.position();
    byte[] bytes = Arrays.copyOfRange(window.bytes, at, at + type.bytes());
    return new NumpyScalar(window, type, bytes);
  }

  long micros(TimeUnit unit) throws RecordingException {
    try {
      return type.micros(bytes, 0, unit);
    } catch (NumberFormatException e) {
      throw window.wrong(0, "offset of the times", "a number in range", e.getMessage());
    }
  }
}
