package io.cofire.data.recordings.read;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.util.Optional;

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
   * @throws RecordingException if the last one is not whole
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
        throw RecordingException.truncated(input.name(), offset + read - rest, recordBytes, rest);
      }
      offset += read;
    }
  }

  /**
   * An error for an event that the sensor has no pixel for.
   *
   * @param offset where in the file the event is
   */
  public static RecordingException outside(
      String recording, long offset, SensorGeometry sensor, int x, int y) {
    return SensorBounds.of(recording, Optional.of(sensor)).outside(offset, x, y);
  }
}
