package io.cofire.data.recordings.read;

import io.cofire.data.files.StoredBytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What gzip has packed, unpacked; tells storage that failed from content that is damaged. */
final class GzipBytes extends InputStream {

  private static final String ENDING = ".gz";
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final InputStream unpacked;
  private RecordingException cut; // why there is no more, where the file ends too early

  private GzipBytes(String name, InputStream packed) throws IOException {
    this.name = name;
    try {
      this.unpacked = new GZIPInputStream(new StoredBytes(packed), BUFFER_BYTES);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** The name without the ending of gzip. */
  static String unpackedName(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ENDING)
        ? name.substring(0, name.length() - ENDING.length())
        : name;
  }

  /**
   * The bytes of a file, unpacked if gzip has packed it: its name and its first bytes say so both.
   *
   * @throws RecordingException if it is damaged
   */
  static InputStream of(String name, InputStream in) throws IOException {
    if (unpackedName(name).equals(name)) {
      return in;
    }
    byte[] magic = in.readNBytes(2);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), in);
    boolean packed = magic.length == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
    return packed ? new GzipBytes(name, whole) : whole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (cut != null) {
      return -1;
    }
    try {
      return unpacked.read(target, from, count);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (EOFException e) {
      cut = cut == null ? damaged(e) : cut;
      return -1;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** That the packed file ends too early, once all that it has of its content was read. */
  Optional<RecordingException> cut() {
    return Optional.ofNullable(cut);
  }

  private RecordingException damaged(IOException e) {
    String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new RecordingException(
        name, "damaged gzip (expected a whole member with its checksum, found " + found + ")");
  }
}
