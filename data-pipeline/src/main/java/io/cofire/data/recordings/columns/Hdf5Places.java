package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks through an HDF5 file for its events. */
final class Hdf5Places {

  private static final int NODES = 10_000;
  private static final int DEPTH = 8;
  private static final String OFFSET = "t_offset";
  private static final String LEFT = "/davis/left/"; // MVSEC has two cameras

  private final String recording;
  private final DecodeOptions options;
  private final List<Hdf5Source> found = new ArrayList<>();
  private final List<String> unnamed = new ArrayList<>();
  private int nodes;

  private Hdf5Places(String recording, DecodeOptions options) {
    this.recording = recording;
    this.options = options;
  }

  /**
   * A group, and the offset of the times that stands in it or above.
   *
   * @param depth groups above it
   */
  private record Place(Group group, int depth, Optional<Hdf5Column> offset) {}

  /**
   * The events of a file: the only ones, or those of the stream that the options name.
   *
   * @throws RecordingException if there are none, or several and nothing says which
   */
  static Hdf5Source find(Group file, String recording, DecodeOptions options, Findings findings)
      throws RecordingException {
    Hdf5Places places = new Hdf5Places(recording, options);
    Deque<Place> left = new ArrayDeque<>(List.of(new Place(file, 0, Optional.empty())));
    while (!left.isEmpty()) {
      left.addAll(places.look(left.removeFirst()));
    }
    return places.choose(findings);
  }

  /** Looks into a group, and gives the groups in it. */
  private List<Place> look(Place place) throws RecordingException {
    List<Place> groups = new ArrayList<>();
    Optional<Hdf5Column> offset = offset(place);
    Map<EventColumn, Dataset> columns = new EnumMap<>(EventColumn.class);
    for (Node node : place.group()) {
      if (++nodes > NODES || place.depth() > DEPTH) {
        throw Hdf5Events.wrong(recording, "too many groups", "at most " + NODES, "more");
      }
      if (node instanceof Group group) {
        groups.add(new Place(group, place.depth() + 1, offset));
      } else if (node instanceof Dataset dataset) {
        look(dataset, columns);
      }
    }
    if (columns.size() == EventColumn.values().length) {
      found.add(new Hdf5Datasets(place.group().getPath(), columns, offset));
    }
    if (Hdf5SpikeFile.fit(place.group())) {
      found.add(Hdf5SpikeFile.of(place.group(), options.stream(), recording));
    }
    return groups;
  }

  private void look(Dataset dataset, Map<EventColumn, Dataset> columns) throws RecordingException {
    Optional<ColumnLabel> label = ColumnLabel.of(dataset.getName());
    if (label.isPresent() && columns.putIfAbsent(label.get().column(), dataset) != null) {
      throw Hdf5Events.wrong(
          recording, "columns of a group", "one of " + label.get().column(), "two");
    }
    if (dataset.isCompound()) {
      Hdf5Compounds.of(dataset).ifPresent(found::add);
    } else if (dataset.getDimensions().length == 2) {
      Optional<Hdf5Source> table = Hdf5Table.of(dataset, options.columns());
      table.ifPresent(found::add);
      if (table.isEmpty()) {
        unnamed.add(
            String.format(
                Locale.ROOT,
                "%s of %d columns without names",
                dataset.getPath(),
                dataset.getDimensions()[1]));
      }
    }
  }

  private Optional<Hdf5Column> offset(Place place) throws RecordingException {
    Node node = place.group().getChildren().get(OFFSET);
    if (!(node instanceof Dataset dataset)) {
      return place.offset();
    }
    if (dataset.isEmpty() || dataset.getSize() != 1) {
      throw Hdf5Events.wrong(recording, dataset.getPath(), "one number", dataset.getSize());
    }
    return Optional.of(Hdf5Column.one(dataset.getData()));
  }

  private Hdf5Source choose(Findings findings) throws RecordingException {
    List<Hdf5Source> wanted =
        found.stream().filter(s -> options.stream().stream().allMatch(s::isCalled)).toList();
    if (wanted.size() > 1
        && wanted.stream().allMatch(source -> source.path().contains("/davis/"))) {
      wanted = wanted.stream().filter(source -> source.path().startsWith(LEFT)).toList();
    }
    if (wanted.size() != 1) {
      throw refusal();
    }
    Hdf5Source chosen = wanted.get(0);
    for (Hdf5Source source : found) {
      if (source != chosen) {
        findings.read(chosen.path());
        findings.leave(source.path());
      }
    }
    chosen.others().ifPresent(findings::leave);
    return chosen;
  }

  private RecordingException refusal() {
    List<String> paths = new ArrayList<>(found.stream().map(Hdf5Source::path).toList());
    paths.addAll(unnamed);
    return Hdf5Events.wrong(
        recording,
        "events of the file",
        "one group with datasets t, x, y, p or one dataset of such compounds"
            + (found.size() > 1 ? "; choose one as the stream" : "")
            + (found.isEmpty() && !unnamed.isEmpty() ? "; name the columns" : ""),
        paths.isEmpty() ? "none" : paths);
  }
}
