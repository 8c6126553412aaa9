package io.cofire.data.imagefiles;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Whether a picture file is whole, whatever its name says, for all kinds of files that are known:
 * its structure is followed to the end, its pixels are not decoded.
 */
public final class FileStructures {

  private static final int SHOWN_BYTES = 4;

  private FileStructures() {}

  /** Looks at a file. */
  public static FileCheck check(byte[] file) {
    if (file.length == 0) {
      return FileCheck.foreign("the file is empty");
    }
    if (startsWith(file, 0xFF, 0xD8)) {
      return JpegStructure.check(file);
    }
    if (startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return PngStructure.check(file);
    }
    if (startsWith(file, 'B', 'M')) {
      return BmpStructure.check(file);
    }
    return FileCheck.foreign(
        String.format(Locale.ROOT, "it is %s, not a JPEG, PNG or BMP", kind(file)));
  }

  private static String kind(byte[] file) {
    if (text(file, 0, 4).equals("GIF8")) {
      return "a GIF";
    }
    if (text(file, 0, 4).equals("RIFF") && text(file, 8, 12).equals("WEBP")) {
      return "a WebP";
    }
    if (startsWith(file, 'I', 'I', '*', 0) || startsWith(file, 'M', 'M', 0, '*')) {
      return "a TIFF";
    }
    byte[] head = Arrays.copyOf(file, Math.min(SHOWN_BYTES, file.length));
    return String.format(
        Locale.ROOT,
        "no picture (it begins with %s)",
        HexFormat.ofDelimiter(" ").withUpperCase().formatHex(head));
  }

  private static String text(byte[] file, int from, int to) {
    return file.length < to
        ? ""
        : new String(Arrays.copyOfRange(file, from, to), StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] file, int... values) {
    if (file.length < values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if ((file[i] & 0xFF) != values[i]) {
        return false;
      }
    }
    return true;
  }
}
