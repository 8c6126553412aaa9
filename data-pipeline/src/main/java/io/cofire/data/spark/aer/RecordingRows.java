package io.cofire.data.spark.aer;

import io.cofire.data.spark.aer.Column.Needs;
import io.cofire.data.spark.aer.HeldEvents.Block;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** A row a recording; its events are arrays. */
final class RecordingRows implements PartitionReader<InternalRow> {

  private final RecordingReader recordings;
  private final Iterator<FoundRecording> files;
  private final List<Column> columns;
  private final Needs needs;
  private InternalRow row;

  /**
   * Rows of recordings.
   *
   * @param least what must be read whatever the columns are
   */
  RecordingRows(
      RecordingReader recordings, List<FoundRecording> files, List<Column> columns, Needs least) {
    this.recordings = recordings;
    this.files = files.iterator();
    this.columns = columns;
    this.needs =
        Stream.concat(Stream.of(least), columns.stream().map(Column::needs))
            .max(Comparator.naturalOrder())
            .orElseThrow();
  }

  @Override
  public boolean next() throws IOException {
    while (files.hasNext()) {
      Optional<ReadRecording> recording = recordings.read(files.next(), needs);
      if (recording.isPresent()) {
        row = row(recording.get());
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  private InternalRow row(ReadRecording recording) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      if (column.needs() == Needs.EVENTS) {
        values[i] = recording.events() == null ? null : array(column, recording.events());
      } else {
        values[i] = sparks(recording.value(column));
      }
    }
    return new GenericInternalRow(values);
  }

  /** A value as Spark holds it in a row. */
  static Object sparks(Object value) {
    return value instanceof String text ? UTF8String.fromString(text) : value;
  }

  private static UnsafeArrayData array(Column column, HeldEvents events) {
    int size = Math.toIntExact(events.size());
    return switch (column) {
      case T -> UnsafeArrayData.fromPrimitiveArray(times(events, size));
      case X, Y -> UnsafeArrayData.fromPrimitiveArray(places(column, events, size));
      case P -> UnsafeArrayData.fromPrimitiveArray(polarities(events, size));
      default -> throw new IllegalArgumentException(column + " is no array");
    };
  }

  private static long[] times(HeldEvents events, int size) {
    long[] all = new long[size];
    int at = 0;
    for (Block block : events.blocks()) {
      System.arraycopy(block.times(), 0, all, at, block.size());
      at += block.size();
    }
    return all;
  }

  private static int[] places(Column column, HeldEvents events, int size) {
    int[] all = new int[size];
    int at = 0;
    for (Block block : events.blocks()) {
      for (short place : column == Column.X ? block.xs() : block.ys()) {
        all[at++] = Short.toUnsignedInt(place);
      }
    }
    return all;
  }

  private static byte[] polarities(HeldEvents events, int size) {
    byte[] all = new byte[size];
    int at = 0;
    for (Block block : events.blocks()) {
      System.arraycopy(block.polarities(), 0, all, at, block.size());
      at += block.size();
    }
    return all;
  }

  @Override
  public void close() {
    // Each recording is closed as soon as it is read.
  }
}
