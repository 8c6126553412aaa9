package io.cofire.data.recordings.ros;

import io.cofire.data.recordings.read.ByteWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a record's header, or of a connection: each a length and {@code name=value}, where
 * the value is text or a number.
 */
final class BagFields {

  /** Most bytes of all of them; the definitions of messages are among those of a connection. */
  private static final int MOST = 1 << 20;

  private final BagBytes bytes;
  private final Map<String, byte[]> fields = new HashMap<>();

  private BagFields(BagBytes bytes) {
    this.bytes = bytes;
  }

  /** Reads a length and so many bytes of fields. */
  static BagFields read(BagBytes bytes) throws IOException {
    return read(bytes, bytes.number("header of a record"));
  }

  /** Reads so many bytes of fields. */
  static BagFields read(BagBytes bytes, long length) throws IOException {
    byte[] all = bytes.some(length, MOST, "header of a record");
    BagFields fields = new BagFields(bytes);
    BagBytes left = bytes.unpacked(new ByteArrayInputStream(all), all.length);
    while (left.left() > 0) {
      byte[] field = left.counted(MOST, "field of a record");
      String text = new String(field, StandardCharsets.ISO_8859_1);
      int end = text.indexOf('=');
      if (end < 0) {
        throw bytes.wrong("field of a record", "name=value", field.length + " bytes without =");
      }
      byte[] value = new byte[field.length - end - 1];
      System.arraycopy(field, end + 1, value, 0, value.length);
      fields.fields.put(text.substring(0, end), value);
    }
    return fields;
  }

  /** A field's text, empty if it is not there. */
  String text(String name) {
    return Optional.ofNullable(fields.get(name))
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .orElse("");
  }

  /** A field's number of one byte, -1 if it is not there. */
  int small(String name) {
    byte[] value = fields.get(name);
    return value == null || value.length != 1 ? -1 : value[0] & 0xFF;
  }

  /** A field's unsigned number of 32 bits. */
  long number(String name) throws IOException {
    byte[] value = fields.get(name);
    if (value == null || value.length != Integer.BYTES) {
      throw bytes.wrong(
          "field " + name + " of a record",
          "4 bytes",
          value == null ? "none" : String.valueOf(value.length));
    }
    return ByteWindow.littleInt(value, 0) & 0xFFFF_FFFFL;
  }
}
