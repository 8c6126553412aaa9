package io.cofire.data.recordings;

import io.cofire.data.errors.Legible;
import io.cofire.data.recordings.prophesee.PropheseeFormats;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file is that no decoder takes, by its first bytes, for the message that refuses it. */
final class Contained {

  private static final int SHOWN_BYTES = 8;
  private static final int SHOWN_TEXT = 40;
  private static final Pattern TEXT = Pattern.compile("[\\t\\r\\n\\x20-\\x7E\\x80-\\xFF]+");

  /** A kind of file, and the bytes that it has at a place. */
  private record Kind(String what, int at, String bytes) {
    boolean fits(String head) {
      return head.startsWith(bytes, at);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("a zip archive", 0, "PK\u0003\u0004"),
          new Kind("an empty zip archive", 0, "PK\u0005\u0006"),
          new Kind("gzip data", 0, "\u001F\u008B"),
          new Kind("bzip2 data", 0, "BZh"),
          new Kind("xz data", 0, "\u00FD7zXZ\0"),
          new Kind("zstd data", 0, "(\u00B5/\u00FD"),
          new Kind("an LZ4 frame", 0, "\u0004\"M\u0018"),
          new Kind("a 7z archive", 0, "7z\u00BC\u00AF'\u001C"),
          new Kind("a RAR archive", 0, "Rar!\u001A\u0007"),
          new Kind("a tar archive", 257, "ustar"),
          new Kind("an MCAP file", 0, "\u0089MCAP"),
          new Kind("an SQLite database, as of ROS 2 bags", 0, "SQLite format 3\0"),
          new Kind("HDF5", 0, "\u0089HDF\r\n\u001A\n"),
          new Kind("a NumPy array", 0, "\u0093NUMPY"),
          new Kind("a MATLAB file", 0, "MATLAB "),
          new Kind("a Parquet file", 0, "PAR1"),
          new Kind("an Arrow file", 0, "ARROW1"),
          new Kind("a PNG image", 0, "\u0089PNG"),
          new Kind("a JPEG image", 0, "\u00FF\u00D8\u00FF"),
          new Kind("a GIF image", 0, "GIF8"),
          new Kind("a BMP image", 0, "BM"),
          new Kind("a TIFF image", 0, "II*\0"),
          new Kind("a TIFF image", 0, "MM\0*"),
          new Kind("an AVI film", 8, "AVI "),
          new Kind("sound, WAVE", 8, "WAVE"),
          new Kind("an MP4 film", 4, "ftyp"),
          new Kind("a Matroska film", 0, "\u001AE\u00DF\u00A3"),
          new Kind("a PDF document", 0, "%PDF-"),
          new Kind("a program", 0, "\u007FELF"),
          new Kind("a pointer of Git LFS instead of the file", 0, "version https://git-lfs"),
          new Kind("a pickle of Python", 0, "\u0080\u0002"),
          new Kind("a pickle of Python", 0, "\u0080\u0003"),
          new Kind("a pickle of Python", 0, "\u0080\u0004"),
          new Kind("a pickle of Python", 0, "\u0080\u0005"));

  private static final Pattern AEDAT = Pattern.compile("#!(AER-DAT[0-9.]{1,8})");
  private static final Pattern PAGE =
      Pattern.compile("\\s*<(?:!doctype html|html|head|body)\\b", Pattern.CASE_INSENSITIVE);

  private Contained() {}

  /** What is known of a file, such as {@code the header states EVT4} or {@code a zip archive}. */
  static Optional<String> known(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    Optional<String> stated = PropheseeFormats.encoding(head).or(() -> version(start));
    if (stated.isPresent()) {
      return stated.map(name -> "the header states " + Legible.of(name));
    }
    if (PAGE.matcher(start).lookingAt()) {
      return Optional.of("a web page");
    }
    return KINDS.stream().filter(kind -> kind.fits(start)).findFirst().map(Kind::what);
  }

  private static Optional<String> version(String start) {
    Matcher version = AEDAT.matcher(start);
    return version.lookingAt() ? Optional.of(version.group(1)) : Optional.empty();
  }

  /** The first bytes themselves. */
  static String shown(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    String line = start.strip().lines().findFirst().orElse("");
    if (head.length > 0 && TEXT.matcher(start).matches()) {
      String shown = line.substring(0, Math.min(SHOWN_TEXT, line.length()));
      return "text that begins with '" + Legible.of(shown) + "'";
    }
    int count = Math.min(SHOWN_BYTES, head.length);
    return count == 0
        ? "an empty file"
        : "bytes " + HexFormat.ofDelimiter(" ").formatHex(head, 0, count);
  }
}
