package io.cofire.data.recordings.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of one recording, read forward, with its name for messages. */
public final class RecordingInput {

  /** How many of the first bytes a decoder may look at to tell its format. */
  static final int HEAD_BYTES = 4096;

  private final String name;
  private final InputStream in;
  private final byte[] head;
  private final Findings findings;
  private byte[] ahead; // bytes read and not yet taken: ahead[at .. end)
  private int at;
  private int end;
  private long position;
  private Tolerance tolerance = Tolerance.NONE;
  private Orientation orientation = Orientation.AS_STORED;
  private boolean cutTold;

  /**
   * Reads the first bytes, by which the format is told. A file that gzip has packed, and that is
   * called so, is unpacked while it is read; the bytes below are those inside.
   *
   * @param name what messages call it
   * @param in its bytes; the caller closes it
   */
  public RecordingInput(String name, InputStream in) throws IOException {
    this(name, GzipBytes.of(name, in), new Findings());
  }

  /** The name of a file as it was before gzip packed it: without its ending. */
  public static String unpackedName(String name) {
    return GzipBytes.unpackedName(name);
  }

  private RecordingInput(String name, InputStream in, Findings findings) throws IOException {
    this.name = name;
    this.in = in;
    this.findings = findings;
    this.head = in.readNBytes(HEAD_BYTES);
    this.ahead = head;
    this.end = head.length;
  }

  /** A file inside this one, with the same findings and tolerance; the caller closes its bytes. */
  public RecordingInput member(String member, InputStream bytes) throws IOException {
    RecordingInput inside = new RecordingInput(name + "!" + member, bytes, findings);
    inside.tolerance = tolerance;
    inside.orientation = orientation;
    return inside;
  }

  /** Says what becomes of what is wrong with it; without, everything is refused. */
  public void tolerate(Tolerance chosen) {
    tolerance = chosen;
  }

  /** Says how its columns and rows will lie on the image, for messages that name them. */
  public void orient(Orientation chosen) {
    orientation = chosen;
  }

  /** How its columns and rows will lie on the image. */
  Orientation orientation() {
    return orientation;
  }

  /** Hears of what is wrong with it. */
  public Tolerance tolerance() {
    return tolerance;
  }

  /**
   * The file ends too early, which the {@link Tolerance} hears; of a file that gzip has packed that
   * is what is told.
   *
   * @param bytes those behind the last that is whole
   * @param refusal what is wrong and where
   * @throws RecordingException the refusal, if it is not let go
   */
  public void cut(long bytes, RecordingException refusal) throws RecordingException {
    cutTold = true;
    tolerance.cut(bytes, packedCut().orElse(refusal));
  }

  /**
   * Tells, when all has been read, of a cut that no event shows.
   *
   * @throws RecordingException if it is not let go
   */
  public void requireEnd() throws RecordingException {
    if (!cutTold && packedCut().isPresent()) {
      cut(0, packedCut().get());
    }
  }

  /** An error of the content, with that of the packed file where it ends too early. */
  public RecordingException explained(RecordingException error) {
    return packedCut()
        .filter(cut -> cut != error)
        .map(cut -> new RecordingException(name, cut.problem() + "; " + error.problem()))
        .orElse(error);
  }

  /** Whether what gzip has packed has ended too early, so that its last bytes may be a part. */
  public boolean endsEarly() {
    return packedCut().isPresent();
  }

  private Optional<RecordingException> packedCut() {
    return in instanceof GzipBytes packed ? packed.cut() : Optional.empty();
  }

  /** What its decoder found out about it. */
  public Findings findings() {
    return findings;
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** The first bytes, at most 4096, whatever has been taken. */
  public byte[] head() {
    return head.clone();
  }

  /** Offset in the file of the next byte that will be taken. */
  public long position() {
    return position;
  }

  /** About how many bytes are left, as the storage says without reading on; at least 0. */
  public long likelyRemaining() throws IOException {
    return (long) (end - at) + Math.max(0, in.available());
  }

  /** Fills the buffer as far as bytes are left; fewer than its length only at the end. */
  public int fill(byte[] buffer) throws IOException {
    return fill(buffer, 0, buffer.length);
  }

  /** Fills a part of the buffer as far as bytes are left; fewer only at the end. */
  public int fill(byte[] buffer, int from, int length) throws IOException {
    int first = Math.min(length, end - at);
    System.arraycopy(ahead, at, buffer, from, first);
    at += first;
    int read = first < length ? first + in.readNBytes(buffer, from + first, length - first) : first;
    position += read;
    return read;
  }

  /** Whether the next bytes are these, without taking them. */
  public boolean startsWith(String ascii) throws IOException {
    int length = ascii.length();
    if (end - at < length) {
      look(length);
    }
    if (end - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (ahead[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes a line of text up to its line feed, and gives it without CR and LF.
   *
   * @param limit most bytes that a line may have
   * @throws RecordingException if it is longer or the file ends before its line feed
   */
  public String line(int limit) throws IOException {
    long start = position;
    byte[] line = new byte[Math.min(limit, 128)];
    for (int size = 0; size < limit; size++) {
      if (at == end) {
        look(1);
      }
      if (at == end) {
        throw RecordingException.at(name, start, "header line without an end");
      }
      byte next = ahead[at++];
      position++;
      if (next == '\n') {
        int length = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
      }
      if (size == line.length) {
        line = Arrays.copyOf(line, Math.min(limit, 2 * size));
      }
      line[size] = next;
    }
    throw RecordingException.at(name, start, "header line longer than " + limit + " bytes");
  }

  /** Reads ahead, so that at least {@code length} bytes lie in {@code ahead} if they are left. */
  private void look(int length) throws IOException {
    byte[] next = new byte[HEAD_BYTES + length];
    int kept = end - at;
    System.arraycopy(ahead, at, next, 0, kept);
    end = kept + in.readNBytes(next, kept, next.length - kept);
    ahead = next;
    at = 0;
  }

  @Override
  public String toString() {
    return name + " at byte " + position;
  }
}
