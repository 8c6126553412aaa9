package io.cofire.data.imagefiles;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whether the bytes of a picture are a whole JPEG, PNG or BMP file, whatever its name says: its
 * structure is followed to the end, its pixels are not decoded.
 *
 * @param verdict what it is
 * @param reason what is wrong with it; empty for a whole one
 */
public record FileCheck(Verdict verdict, String reason) {

  /** What a file is. */
  public enum Verdict {
    /** A picture that is whole. */
    WHOLE,
    /** A picture that ends early or is damaged, of which a decoder may still make something. */
    DAMAGED,
    /** No picture that is read. */
    FOREIGN
  }

  static final FileCheck PASSED = new FileCheck(Verdict.WHOLE, "");

  private static final int SHOWN_BYTES = 4;

  /** Looks at a file. */
  public static FileCheck of(byte[] file) {
    if (file.length == 0) {
      return foreign("the file is empty");
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
    return foreign("it is %s, not a JPEG, PNG or BMP".formatted(kind(file)));
  }

  static FileCheck foreign(String reason) {
    return new FileCheck(Verdict.FOREIGN, reason);
  }

  static FileCheck damaged(String reason) {
    return new FileCheck(Verdict.DAMAGED, reason);
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
    return "no picture (it begins with %s)"
        .formatted(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(head));
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
