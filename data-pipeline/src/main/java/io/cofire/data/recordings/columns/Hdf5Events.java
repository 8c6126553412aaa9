package io.cofire.data.recordings.columns;

import io.cofire.data.errors.Causes;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TimeUnit;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.CompoundDataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where in an HDF5 file the events are: a dataset for each column, or one of compounds. */
final class Hdf5Events {

  private static final int NODES = 10_000;
  private static final int DEPTH = 8;

  /**
   * Events of a slice; a chunk of a dataset is decompressed once for each slice that touches it.
   */
  private static final int SLICE = 1 << 16;

  private final String recording;
  private final long fileBytes;
  private final String path;
  private final Map<EventColumn, Dataset> columns;
  private final Dataset compounds; // or null

  private Hdf5Events(
      String recording,
      long fileBytes,
      String path,
      Map<EventColumn, Dataset> columns,
      Dataset compounds) {
    this.recording = recording;
    this.fileBytes = fileBytes;
    this.path = path;
    this.columns = columns;
    this.compounds = compounds;
  }

  private record Place(Group group, int depth) {}

  /** The only events of a file. */
  static Hdf5Events find(Group file, String recording, long fileBytes) throws RecordingException {
    List<Hdf5Events> found = new ArrayList<>();
    Deque<Place> places = new ArrayDeque<>(List.of(new Place(file, 0)));
    int nodes = 0;
    while (!places.isEmpty()) {
      Place place = places.removeFirst();
      Map<EventColumn, Dataset> columns = new EnumMap<>(EventColumn.class);
      for (Node node : place.group()) {
        if (++nodes > NODES || place.depth() > DEPTH) {
          throw wrong(recording, "too many groups", "at most " + NODES, "more");
        }
        if (node instanceof Group group) {
          places.add(new Place(group, place.depth() + 1));
        } else if (node instanceof Dataset dataset) {
          for (EventColumn column : EventColumn.values()) {
            if (column.means(node.getName())) {
              columns.put(column, dataset);
            }
          }
          if (dataset.isCompound() && isEvents((CompoundDataType) dataset.getDataType())) {
            found.add(new Hdf5Events(recording, fileBytes, dataset.getPath(), Map.of(), dataset));
          }
        }
      }
      if (columns.size() == EventColumn.values().length) {
        found.add(new Hdf5Events(recording, fileBytes, place.group().getPath(), columns, null));
      }
    }
    if (found.size() != 1) {
      throw wrong(
          recording,
          "events of the file",
          "one group with datasets t, x, y, p or one dataset of such compounds",
          found.isEmpty() ? "none" : found.stream().map(events -> events.path).toList());
    }
    return found.get(0);
  }

  /** Whether all columns are members, each within the compound: the library trusts their sizes. */
  private static boolean isEvents(CompoundDataType type) {
    if (type.getMembers().stream()
        .anyMatch(
            member ->
                member.getOffset() < 0
                    || member.getDataType().getSize() < 0
                    || (long) member.getOffset() + member.getDataType().getSize()
                        > type.getSize())) {
      return false;
    }
    for (EventColumn column : EventColumn.values()) {
      if (type.getMembers().stream().noneMatch(member -> column.means(member.getName()))) {
        return false;
      }
    }
    return true;
  }

  void decode(TimeUnit unit, SensorBounds bounds, EventBlock block) throws RecordingException {
    long events = compounds == null ? length() : Hdf5Column.length(compounds, recording, fileBytes);
    for (long from = 0; from < events; from += SLICE) {
      int count = (int) Math.min(SLICE, events - from);
      Map<EventColumn, Hdf5Column> slice = slice(from, count);
      Hdf5Column times = slice.get(EventColumn.TIME);
      Hdf5Column xs = slice.get(EventColumn.X);
      Hdf5Column ys = slice.get(EventColumn.Y);
      Hdf5Column polarities = slice.get(EventColumn.POLARITY);
      TimeUnit resolved = unit.resolve(times.fractional());
      for (int i = 0; i < count; i++) {
        try {
          long x = xs.whole(i);
          long y = ys.whole(i);
          if (x < 0 || y < 0 || x >= bounds.width() || y >= bounds.height()) {
            throw new NumberFormatException(
                String.format(
                    Locale.ROOT,
                    "x %d and y %d on a sensor of %dx%d",
                    x,
                    y,
                    bounds.width(),
                    bounds.height()));
          }
          int on = NumpyDecoder.polarity(polarities.whole(i));
          block.add(times.micros(i, resolved), (int) x, (int) y, on);
        } catch (NumberFormatException e) {
          throw wrong(
              recording, "event " + (from + i) + " of " + path, "numbers in range", e.getMessage());
        }
      }
    }
  }

  private long length() throws RecordingException {
    long events = Hdf5Column.length(columns.get(EventColumn.TIME), recording, fileBytes);
    for (Map.Entry<EventColumn, Dataset> column : columns.entrySet()) {
      long length = Hdf5Column.length(column.getValue(), recording, fileBytes);
      if (length != events) {
        throw wrong(recording, "columns of " + path, events + " numbers each", length);
      }
    }
    return events;
  }

  private Map<EventColumn, Hdf5Column> slice(long from, int count) {
    Map<EventColumn, Hdf5Column> slice = new EnumMap<>(EventColumn.class);
    if (compounds == null) {
      columns.forEach(
          (column, dataset) ->
              slice.put(
                  column, new Hdf5Column(dataset.getData(new long[] {from}, new int[] {count}))));
      return slice;
    }
    Map<?, ?> members = (Map<?, ?>) compounds.getData(new long[] {from}, new int[] {count});
    for (EventColumn column : EventColumn.values()) {
      members.forEach(
          (name, data) -> {
            if (column.means((String) name)) {
              slice.put(column, new Hdf5Column(data));
            }
          });
    }
    return slice;
  }

  static RecordingException wrong(String recording, String what, Object expected, Object found) {
    return RecordingException.at(
        recording, 0, what, String.format(Locale.ROOT, "expected %s, found %s", expected, found));
  }

  /** What the library says, down to its cause; Prophesee's codec by name. */
  static String reason(Throwable thrown) {
    String all =
        Causes.chain(thrown).stream()
            .map(cause -> cause.getMessage() == null ? cause.toString() : cause.getMessage())
            .collect(Collectors.joining(": "));
    return all.contains("36559")
        ? "events in Prophesee's own codec (filter 36559); export them as RAW or without it"
        : all;
  }
}
