package io.cofire.data.recordings.ros;

import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Bytes of a bag that are read forward: of the file, of a chunk when it is unpacked, or of a
 * record. Numbers are little-endian. Errors are at the record of the file that the bytes belong to.
 */
final class BagBytes extends InputStream {

  private final String recording;
  private final InputStream in;
  private final InputBytes storage;
  private final byte[] word = new byte[Integer.BYTES];
  private long left;
  private long place; // of the file's record

  private BagBytes(String recording, InputStream in, InputBytes storage, long length, long place) {
    this.recording = recording;
    this.in = in;
    this.storage = storage;
    this.left = length;
    this.place = place;
  }

  /** Those of a whole file. */
  static BagBytes of(String recording, InputStream bytes, InputBytes storage) {
    return new BagBytes(recording, bytes, storage, Long.MAX_VALUE, 0);
  }

  /** The next bytes of these, in another form. */
  BagBytes unpacked(InputStream form, long length) {
    return new BagBytes(recording, form, storage, length, place);
  }

  /**
   * The next bytes, which are taken from these too.
   *
   * @throws RecordingException if these are known to have fewer
   */
  BagBytes part(long length, String what) throws RecordingException {
    if (length > left) {
      throw wrong(what, "at most " + left + " bytes", length);
    }
    return new BagBytes(recording, this, storage, length, place);
  }

  /** Errors are at this record of the file from now on. */
  void at(long offset) {
    place = offset;
  }

  String recording() {
    return recording;
  }

  long place() {
    return place;
  }

  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    return read(word, 0, 1) < 0 ? -1 : word[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (left == 0 || count == 0) {
      return count == 0 ? 0 : -1;
    }
    try {
      int read = in.read(target, from, (int) Math.min(count, left));
      left -= Math.max(0, read);
      return read;
    } catch (RecordingException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // an unpacker may throw anything
      throw failed(e);
    }
  }

  /** What an unpacker threw: an error of the storage, or of the bytes. */
  IOException failed(Exception e) throws IOException {
    if (storage.failed() && e instanceof IOException failure) {
      return failure;
    }
    return storage.read() < 0
        ? RecordingException.cut(recording, place, "chunk truncated", e.getMessage())
        : wrong("chunk cannot be decompressed", "packed bytes", e.getMessage());
  }

  /** Fills a part of an array. */
  void require(byte[] target, int from, int count, String what) throws IOException {
    int read = readNBytes(target, from, count);
    if (read < count) {
      String problem = what + " truncated";
      String details = String.format(Locale.ROOT, "need %d, found %d", count, read);
      throw storage.read() < 0
          ? RecordingException.cut(recording, place, problem, details)
          : RecordingException.at(recording, place, problem, details);
    }
  }

  /** Unsigned, 32 bits. */
  long number(String what) throws IOException {
    require(word, 0, Integer.BYTES, what);
    return ByteWindow.littleInt(word, 0) & 0xFFFF_FFFFL;
  }

  /**
   * A length and so many bytes.
   *
   * @param most that these may be
   */
  byte[] counted(int most, String what) throws IOException {
    return some(number(what), most, what);
  }

  /** So many bytes, which may be only so many. */
  byte[] some(long length, int most, String what) throws IOException {
    if (length > Math.min(most, left)) {
      throw wrong(what, "at most " + Math.min(most, left) + " bytes", length);
    }
    byte[] bytes = new byte[(int) length];
    require(bytes, 0, bytes.length, what);
    return bytes;
  }

  /** Takes what is left of a part unseen. */
  void skipRest(String what) throws IOException {
    byte[] unseen = new byte[(int) Math.min(left, 1 << 13)];
    while (left > 0) {
      require(unseen, 0, (int) Math.min(left, unseen.length), what);
    }
  }

  RecordingException wrong(String what, Object expected, Object found) {
    return RecordingException.at(
        recording,
        place,
        what,
        String.format(Locale.ROOT, "expected %s, found %s", expected, found));
  }
}
