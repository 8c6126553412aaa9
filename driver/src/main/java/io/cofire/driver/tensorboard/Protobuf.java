package io.cofire.driver.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A message of protocol buffers in memory, field by field. */
final class Protobuf {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Field {
    void write(CodedOutputStream out) throws IOException;
  }

  private Protobuf with(Field field) {
    try {
      field.write(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into memory", e);
    }
  }

  Protobuf number(int field, double value) {
    return with(to -> to.writeDouble(field, value));
  }

  Protobuf real(int field, float value) {
    return with(to -> to.writeFloat(field, value));
  }

  Protobuf whole(int field, long value) {
    return with(to -> to.writeInt64(field, value));
  }

  Protobuf text(int field, String value) {
    return with(to -> to.writeString(field, value));
  }

  Protobuf message(int field, Protobuf value) {
    return with(to -> to.writeByteArray(field, value.toBytes()));
  }

  /** A packed list. */
  Protobuf numbers(int field, double[] values) {
    Protobuf packed = new Protobuf();
    for (double value : values) {
      packed.with(to -> to.writeDoubleNoTag(value));
    }
    return message(field, packed);
  }

  byte[] toBytes() {
    with(CodedOutputStream::flush);
    return bytes.toByteArray();
  }
}
