package io.cofire.data.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of one recording, read forward, with its name for messages. */
public final class RecordingInput {

  private static final int HEAD = 64;

  private final String name;
  private final InputStream in;
  private final byte[] head;
  private int headTaken;

  /**
   * Reads the first bytes, by which the format is told.
   *
   * @param name what messages call it
   * @param in its bytes; the caller closes it
   */
  public RecordingInput(String name, InputStream in) throws IOException {
    this.name = name;
    this.in = in;
    this.head = in.readNBytes(HEAD);
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** The first bytes, at most 64, whatever has been read. */
  byte[] head() {
    return head.clone();
  }

  /** Fills the buffer as far as bytes are left; fewer than its length only at the end. */
  int fill(byte[] buffer) throws IOException {
    int fromHead = Math.min(buffer.length, head.length - headTaken);
    System.arraycopy(head, headTaken, buffer, 0, fromHead);
    headTaken += fromHead;
    return fromHead + in.readNBytes(buffer, fromHead, buffer.length - fromHead);
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(head);
  }
}
