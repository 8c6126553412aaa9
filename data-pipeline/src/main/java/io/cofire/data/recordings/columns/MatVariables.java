package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * The variables of a MATLAB 5 file one after the other, unpacked: the frame around what the library
 * reads. It takes no size on trust, since the library allocates whatever a damaged tag says: what
 * is handed to it holds all that its sizes claim.
 *
 * <pre>
 * 128 bytes   text, offset of the subsystem, version, then "IM" (least significant byte first) or "MI"
 * per variable: type (14 a matrix, 15 a deflated matrix) and size, 4 bytes each, and that many bytes
 * </pre>
 */
final class MatVariables {

  /** Most bytes of one variable: 8 million doubles. */
  static final int LARGEST_BYTES = 1 << 26;

  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 8;
  private static final int MATRIX = 14;
  private static final int DEFLATED = 15;

  private final RecordingInput input;
  private final InputStream bytes;
  private final ByteOrder order;

  private MatVariables(RecordingInput input, InputStream bytes, ByteOrder order) {
    this.input = input;
    this.bytes = bytes;
    this.order = order;
  }

  /** Takes the header. */
  static MatVariables open(RecordingInput input) throws IOException {
    InputStream bytes = new InputBytes(input);
    byte[] header = bytes.readNBytes(HEADER_BYTES);
    if (header.length < HEADER_BYTES) {
      throw truncated(input.name(), 0, "header", HEADER_BYTES, header.length);
    }
    int mark = ByteWindow.littleShort(header, HEADER_BYTES - 2);
    return switch (mark) {
      case 'M' << 8 | 'I' -> new MatVariables(input, bytes, ByteOrder.LITTLE_ENDIAN);
      case 'I' << 8 | 'M' -> new MatVariables(input, bytes, ByteOrder.BIG_ENDIAN);
      default ->
          throw RecordingException.at(
              input.name(),
              HEADER_BYTES - 2,
              "byte order",
              String.format(Locale.ROOT, "expected IM or MI, found 0x%04X", mark));
    };
  }

  /** The next variable; nothing at the end of the file. */
  Optional<MatVariable> next() throws IOException {
    long offset = input.position();
    byte[] tag = bytes.readNBytes(TAG_BYTES);
    if (tag.length == 0) {
      return Optional.empty();
    }
    if (tag.length < TAG_BYTES) {
      throw truncated(input.name(), offset, "variable", TAG_BYTES, tag.length);
    }
    int type = number(tag, 0);
    byte[] matrix =
        switch (type) {
          case MATRIX -> whole(bytes, offset, size(tag, offset));
          case DEFLATED -> inflate(offset, whole(bytes, offset, size(tag, offset)));
          default ->
              throw RecordingException.at(
                  input.name(), offset, "type of variable", "expected 14 or 15, found " + type);
        };
    return Optional.of(MatVariable.of(input.name(), offset, matrix, order));
  }

  /** The matrix inside a deflated one; it grows with what is really there. */
  private byte[] inflate(long offset, byte[] deflated) throws RecordingException {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      byte[] tag = in.readNBytes(TAG_BYTES);
      if (tag.length < TAG_BYTES || number(tag, 0) != MATRIX) {
        throw RecordingException.at(
            input.name(), offset, "deflated variable", "expected a matrix, found none");
      }
      return whole(in, offset, size(tag, offset));
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw RecordingException.at(
          input.name(), offset, "damaged variable", "expected deflate, found " + e.getMessage());
    }
  }

  private byte[] whole(InputStream from, long offset, int size) throws IOException {
    byte[] content = from.readNBytes(size);
    if (content.length < size) {
      throw truncated(input.name(), offset, "variable", size, content.length);
    }
    return content;
  }

  private int size(byte[] tag, long offset) throws RecordingException {
    long size = Integer.toUnsignedLong(number(tag, 4));
    if (size > LARGEST_BYTES) {
      throw RecordingException.at(
          input.name(),
          offset,
          "size of variable",
          String.format(Locale.ROOT, "expected at most %d bytes, found %d", LARGEST_BYTES, size));
    }
    return (int) size;
  }

  private int number(byte[] from, int at) {
    return MatVariable.number(from, at, order);
  }

  private static RecordingException truncated(
      String recording, long offset, String what, int need, int found) {
    return RecordingException.at(
        recording,
        offset,
        what + " truncated",
        String.format(Locale.ROOT, "need %d, found %d", need, found));
  }
}
