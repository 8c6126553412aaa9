package io.cofire.data.archives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file is that holds others, by its first bytes. */
enum ArchiveKind {
  /** Zip: its files are found by a directory at its end. */
  ZIP("a zip archive", 0, "PK\u0003\u0004"),
  /** Tar: a header before each file. */
  TAR("a tar archive", 257, "ustar"),
  /** What gzip has packed, most often a tar. */
  GZIP("packed by gzip", 0, "\u001F\u008B"),
  /** What 7-Zip has packed. */
  SEVEN_ZIP("a 7z archive", 0, "7z\u00BC\u00AF'\u001C"),
  /** RAR. */
  RAR("a RAR archive", 0, "Rar!\u001A\u0007"),
  /** What xz has packed. */
  XZ("packed by xz", 0, "\u00FD7zXZ\u0000"),
  /** What bzip2 has packed. */
  BZIP2("packed by bzip2", 0, "BZh"),
  /** What Zstandard has packed. */
  ZSTD("packed by zstd", 0, "(\u00B5/\u00FD");

  /** Enough of a file to tell what it is. */
  static final int HEAD_BYTES = 512;

  private static final String TAR_ENDING = ".tar"; // those of before 1988 have no magic
  private static final String NUMPY_ENDING = ".npz"; // a zip of columns, and one recording

  private final String words;
  private final int at;
  private final String magic;

  ArchiveKind(String words, int at, String magic) {
    this.words = words;
    this.at = at;
    this.magic = magic;
  }

  /**
   * What a file is; empty if it is none of these.
   *
   * @param name of the file
   * @param head its first {@value #HEAD_BYTES} bytes
   */
  static Optional<ArchiveKind> of(String name, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    Optional<ArchiveKind> found =
        Arrays.stream(values()).filter(kind -> text.startsWith(kind.magic, kind.at)).findFirst();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(NUMPY_ENDING)) {
      return Optional.empty();
    }
    boolean oldTar = lower.endsWith(TAR_ENDING) && head.length > 0;
    return found.isEmpty() && oldTar ? Optional.of(TAR) : found;
  }

  /** Whether each of its files can be read alone, from its place on. */
  boolean isReadInPlace() {
    return this == ZIP || this == TAR;
  }

  /** As people call it. */
  String words() {
    return words;
  }
}
