package io.cofire.data.spark.aer;

import io.cofire.data.spark.aer.AerOptions.Mode;
import io.cofire.data.spark.aer.AerOptions.Rows;
import io.cofire.data.spark.aer.Column.Needs;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Opens a task's recordings on an executor. */
record AerReaderFactory(
    Broadcast<SerializableConfiguration> hadoop,
    AerOptions options,
    List<Column> columns,
    TimeFilter times)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    RecordingReader recordings = new RecordingReader(hadoop.value().value(), options, times);
    List<FoundRecording> files = ((AerPartition) partition).files();
    // Which rows there are must not depend on the columns: what may be dropped is always read.
    Needs least = options.mode() == Mode.DROPMALFORMED ? Needs.CONTENT : Needs.NAME;
    return options.rows() == Rows.EVENT
        ? new EventRows(recordings, files, columns)
        : new RecordingRows(recordings, files, columns, least);
  }
}
