package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.jhdf.api.Dataset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset of one dimension for each column, such as {@code events/t}.
 *
 * @param path of their group
 * @param columns the datasets
 * @param offset one number that is added to the times, DSEC's {@code t_offset}
 */
record Hdf5Datasets(String path, Map<EventColumn, Dataset> columns, Optional<Hdf5Column> offset)
    implements Hdf5Rows {

  @Override
  public long length(String recording, long fileBytes) throws RecordingException {
    long events = Hdf5Column.length(columns.get(EventColumn.TIME), recording, fileBytes);
    for (Map.Entry<EventColumn, Dataset> column : columns.entrySet()) {
      long length = Hdf5Column.length(column.getValue(), recording, fileBytes);
      if (length != events) {
        throw Hdf5Events.wrong(recording, "columns of " + path, events + " numbers each", length);
      }
    }
    return events;
  }

  @Override
  public Map<EventColumn, Hdf5Column> slice(long from, int count) {
    Map<EventColumn, Hdf5Column> slice = new EnumMap<>(EventColumn.class);
    columns.forEach(
        (column, dataset) ->
            slice.put(
                column, new Hdf5Column(dataset.getData(new long[] {from}, new int[] {count}))));
    return slice;
  }

  @Override
  public Optional<Hdf5Unit> unit() {
    Dataset times = columns.get(EventColumn.TIME);
    return Hdf5Units.of(times, times.getName());
  }
}
