package io.cofire.data.recordings.read;

import io.cofire.data.events.EventSink;
import java.io.IOException;

/** Formats whose events are records of one width: reads blocks of whole records. */
public final class FixedWidth {

  /** Bytes behind the last record of a block, so that a record can be read as one long. */
  private static final int SLACK = Long.BYTES;

  private FixedWidth() {}

  /** How a format makes events of its records; it may keep state from block to block. */
  @FunctionalInterface
  public interface Records {

    /**
     * Decodes all records of a block.
     *
     * @param bytes the records, from index 0, and at least 8 bytes behind them
     * @param length bytes of the records
     * @param offset where in the file they begin
     * @param block takes the events; it is empty and has room for all
     */
    void decode(byte[] bytes, int length, long offset, EventBlock block) throws RecordingException;
  }

  /**
   * Decodes all records that are left.
   *
   * @throws RecordingException if the last one is not whole, and the input does not tolerate that
   */
  public static void decode(RecordingInput input, int recordBytes, Records records, EventSink sink)
      throws IOException {
    EventBlock block = new EventBlock(sink);
    int capacity = recordBytes * EventBlock.CAPACITY;
    byte[] bytes = new byte[capacity + SLACK];
    long offset = input.position();
    sink.expect(input.likelyRemaining() / recordBytes);
    int read;
    while ((read = input.fill(bytes, 0, capacity)) > 0) {
      int rest = read % recordBytes;
      records.decode(bytes, read - rest, offset, block);
      block.flush();
      if (rest != 0) {
        long at = offset + read - rest;
        RecordingException cut = RecordingException.truncated(input.name(), at, recordBytes, rest);
        input.cut(rest, cut);
      }
      offset += read;
    }
  }
}
