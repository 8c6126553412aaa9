package io.cofire.data.spark.aer;

import io.cofire.data.spark.aer.Column.Needs;
import io.cofire.data.spark.aer.HeldEvents.Block;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * A row an event, recording after recording. A recording is decoded to its end before its first
 * row, so that a damaged one gives no events, but one row that says so.
 */
final class EventRows implements PartitionReader<InternalRow> {

  private final RecordingReader recordings;
  private final Iterator<FoundRecording> files;
  private final List<Column> columns;
  private final GenericInternalRow row; // Spark reads each row before it asks for the next
  private ReadRecording recording;
  private Block block;
  private int at;

  EventRows(RecordingReader recordings, List<FoundRecording> files, List<Column> columns) {
    this.recordings = recordings;
    this.files = files.iterator();
    this.columns = columns;
    this.row = new GenericInternalRow(columns.size());
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      if (block != null && ++at < block.size()) {
        return fill();
      }
      block =
          recording == null || recording.events() == null
              ? null
              : recording.events().blocks().poll();
      at = 0;
      if (block != null) {
        return fill();
      }
      if (!files.hasNext()) {
        recording = null;
        return false;
      }
      Optional<ReadRecording> read = recordings.read(files.next(), Needs.EVENTS);
      recording = read.orElse(null);
      read.ifPresent(this::fill);
      if (recording != null && recording.error() != null) {
        return true; // the one row of a damaged recording, without an event
      }
    }
  }

  @Override
  public InternalRow get() {
    return row;
  }

  /** What is one for the whole recording, and no event yet. */
  private void fill(ReadRecording read) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      row.update(
          i, column.needs() == Needs.EVENTS ? null : RecordingRows.sparks(read.value(column)));
    }
  }

  private boolean fill() {
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i)) {
        case T -> row.update(i, block.times()[at]);
        case X -> row.update(i, Short.toUnsignedInt(block.xs()[at]));
        case Y -> row.update(i, Short.toUnsignedInt(block.ys()[at]));
        case P -> row.update(i, block.polarities()[at]);
        default -> {} // set once for the recording
      }
    }
    return true;
  }

  @Override
  public void close() {
    // Each recording is closed as soon as it is read.
  }
}
