package io.cofire.data.recordings.columns.numpy;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.little;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Arrays as NumPy writes them, made without the decoder. */
public final class NumpyFiles {

  private NumpyFiles() {}

  /** An array of 64-bit whole numbers. */
  public static byte[] array(String shape, boolean fortran, long... numbers) {
    byte[][] parts = new byte[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      parts[i] = little(numbers[i], 8);
    }
    return npy("'<i8'", shape, fortran, bytes((Object[]) parts));
  }

  /** Any array. */
  public static byte[] npy(String type, String shape, boolean fortran, byte[] numbers) {
    String text =
        "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n"
            .formatted(type, fortran ? "True" : "False", shape);
    return bytes(0x93, "NUMPY", 1, 0, little(text.length(), 2), text, numbers);
  }

  /** An archive of names and arrays. */
  public static byte[] archive(Object... members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      for (int i = 0; i < members.length; i += 2) {
        archive.putNextEntry(new ZipEntry(members[i] + ".npy"));
        archive.write((byte[]) members[i + 1]);
        archive.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
