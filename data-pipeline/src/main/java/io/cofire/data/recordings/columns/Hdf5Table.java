package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One dataset of N rows. Where the options do not name its columns, two places are known: {@code
 * davis/left/events} of MVSEC (Zhu 2018: x, y, time in seconds, polarity), and {@code events} of
 * v2e's output, unsigned whole numbers (t in microseconds, x, y, polarity).
 *
 * @param dataset the dataset
 * @param columns their order
 * @param stated unit of the times, where the place states it
 */
record Hdf5Table(Dataset dataset, ColumnOrder columns, Optional<Hdf5Unit> stated)
    implements Hdf5Rows {

  private static final ColumnOrder MVSEC = ColumnOrder.of("x,y,t_s,p");
  private static final ColumnOrder V2E = ColumnOrder.of("t_us,x,y,p");
  private static final Pattern MVSEC_PLACE = Pattern.compile("/davis/(?:left|right)/events/?");
  private static final Pattern V2E_PLACE = Pattern.compile("/events/?");
  private static final Pattern WHOLE = Pattern.compile("int|long");

  /** The table that a dataset of two dimensions is; nothing if nothing names its columns. */
  static Optional<Hdf5Source> of(Dataset dataset, Optional<ColumnOrder> named) {
    int width = dataset.getDimensions()[1];
    if (named.isPresent()) {
      return named
          .filter(columns -> columns.size() == width)
          .map(columns -> new Hdf5Table(dataset, columns, Hdf5Units.of(dataset, "")));
    }
    if (width == MVSEC.size() && MVSEC_PLACE.matcher(dataset.getPath()).matches()) {
      return Optional.of(known(dataset, MVSEC, "the layout of MVSEC"));
    }
    boolean whole = WHOLE.matcher(dataset.getJavaType().getName()).matches();
    if (width == V2E.size() && whole && V2E_PLACE.matcher(dataset.getPath()).matches()) {
      return Optional.of(known(dataset, V2E, "the layout of v2e"));
    }
    return Optional.empty();
  }

  private static Hdf5Table known(Dataset dataset, ColumnOrder columns, String where) {
    return new Hdf5Table(
        dataset, columns, Optional.of(new Hdf5Unit(columns.unit().orElseThrow(), where)));
  }

  @Override
  public String path() {
    return dataset.getPath();
  }

  @Override
  public long length(String recording, long fileBytes) throws RecordingException {
    return Hdf5Column.rows(dataset, recording, fileBytes);
  }

  @Override
  public Map<EventColumn, Hdf5Column> slice(long from, int count) {
    Object[] rows =
        (Object[]) dataset.getData(new long[] {from, 0}, new int[] {count, columns.size()});
    Map<EventColumn, Hdf5Column> slice = new EnumMap<>(EventColumn.class);
    for (EventColumn column : EventColumn.values()) {
      slice.put(column, new Hdf5Column(column(rows, columns.place(column))));
    }
    return slice;
  }

  private static Object column(Object[] rows, int place) {
    Object column =
        Array.newInstance(rows.getClass().getComponentType().getComponentType(), rows.length);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], place, column, i, 1);
    }
    return column;
  }

  @Override
  public Optional<Hdf5Unit> unit() {
    return stated;
  }
}
