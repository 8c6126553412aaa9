package io.cofire.data.archives;

/**
 * Where a file lies in an archive.
 *
 * @param from offset of its first stored byte
 * @param stored how many bytes are stored
 * @param bytes its length
 * @param checksum CRC-32 of its bytes; {@link #NONE} where none is stored
 * @param packing how it is stored
 */
record ArchiveMember(long from, long stored, long bytes, long checksum, Packing packing) {

  /** In place of a checksum. */
  static final long NONE = -1;

  /** How the bytes of a file are stored. */
  enum Packing {
    /** As they are. */
    PLAIN,
    /** By deflate, without a header. */
    DEFLATE
  }

  static ArchiveMember plain(long from, long bytes) {
    return new ArchiveMember(from, bytes, bytes, NONE, Packing.PLAIN);
  }
}
