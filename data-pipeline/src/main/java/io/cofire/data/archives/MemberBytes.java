package io.cofire.data.archives;

import io.cofire.data.archives.ArchiveMember.Packing;
import io.cofire.data.files.StoredBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.utils.BoundedInputStream;

/** The bytes of a file in an archive, compared with the length and checksum that it states. */
final class MemberBytes extends InputStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private final String path;
  private final ArchiveMember member;
  private final InputStream archive;
  private final Inflater inflater = new Inflater(true);
  private final InputStream bytes;
  private final CRC32 checksum = new CRC32();
  private long left;

  /**
   * Begins with the first byte.
   *
   * @param path what messages call the file
   * @param archive the archive from its first stored byte on; closed with this
   */
  MemberBytes(String path, ArchiveMember member, InputStream archive) {
    this.path = path;
    this.member = member;
    this.archive = archive;
    this.left = member.bytes();
    InputStream stored =
        new BoundedInputStream(
            new BufferedInputStream(new StoredBytes(archive), BUFFER_BYTES), member.stored());
    this.bytes = member.packing() == Packing.DEFLATE ? inflated(stored) : stored;
  }

  /** Without a header the inflater wants a byte more than there is. */
  private InputStream inflated(InputStream stored) {
    InputStream more = new SequenceInputStream(stored, new ByteArrayInputStream(new byte[1]));
    return new InflaterInputStream(more, inflater, BUFFER_BYTES);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int read = taken(target, from, count);
    if (read < 0) {
      if (left > 0) {
        throw damaged("it ends " + left + " bytes before its length of " + member.bytes());
      }
      return -1;
    }
    left -= read;
    checksum.update(target, from, read);
    if (left < 0) {
      throw damaged("it is longer than its length of " + member.bytes());
    }
    if (left == 0 && member.checksum() != ArchiveMember.NONE) {
      requireChecksum();
    }
    return read;
  }

  private int taken(byte[] target, int from, int count) throws IOException {
    try {
      return bytes.read(target, from, count);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private void requireChecksum() throws DamagedMember {
    if (checksum.getValue() != member.checksum()) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "its checksum is %08x (expected %08x)",
              checksum.getValue(),
              member.checksum()));
    }
  }

  private DamagedMember damaged(String found) {
    return new DamagedMember(path, "damaged in its archive: " + found);
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, left));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    archive.close();
  }
}
