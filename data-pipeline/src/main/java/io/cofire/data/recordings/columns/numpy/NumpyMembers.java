package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeOrder;
import io.cofire.data.recordings.columns.ColumnBuffers;
import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TakenUnit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arrays of a NumPy archive that are events, one of
 *
 * <ul>
 *   <li>one-dimensional arrays of equal lengths named t, x, y, p, as SpikingJelly keeps events,
 *       with a {@code t_offset} that is added to the times or without;
 *   <li>an array of structures with such fields, as {@code event_data} of N-ImageNet, or one of two
 *       dimensions whose columns the options name;
 *   <li>an array of packets of such structures ({@link PickledPackets});
 *   <li>{@code pos} and {@code neg}, N x 3 numbers x, y, t, as in ES-ImageNet: they become one
 *       stream in the order of time, {@code pos} first at equal times.
 * </ul>
 *
 * Other arrays are left aside.
 */
final class NumpyMembers {

  private static final String SUFFIX = ".npy";
  private static final String OFFSET = "t_offset";
  private static final List<String> SIGNS = List.of("neg", "pos"); // place: the polarity
  private static final List<String> PLACES = List.of("x", "y", "t");
  private static final SensorGeometry ANY = new SensorGeometry(1, 1); // of streams that pass on

  private final RecordingInput input;
  private final DecodeOptions options;
  private final List<String> names = new ArrayList<>();
  private final ColumnBuffers columns;
  private final Map<String, EventStream> tables = new LinkedHashMap<>();
  private final Map<String, EventStream> signs = new LinkedHashMap<>();
  private Optional<RecordingException> unnamed = Optional.empty();
  private Optional<NumpyScalar> offset = Optional.empty();

  NumpyMembers(RecordingInput input, DecodeOptions options) {
    this.input = input;
    this.columns = new ColumnBuffers(input);
    this.options = options;
  }

  /** Takes the next member of the archive. */
  void add(String file, InputStream bytes) throws IOException {
    names.add(file.substring(0, Math.min(40, file.length())));
    if (!file.endsWith(SUFFIX)) {
      return;
    }
    String name = file.substring(0, file.length() - SUFFIX.length());
    Optional<ColumnLabel> label = ColumnLabel.of(name);
    ByteWindow window = new ByteWindow(input.member(file, bytes));
    if (label.isPresent()) {
      addColumn(name, label.get(), window);
    } else if (name.equals(OFFSET)) {
      offset = Optional.of(NumpyScalar.read(window));
    } else if (SIGNS.contains(name)) {
      addSign(name, window);
    } else {
      addTable(name, window);
    }
  }

  private void addColumn(String name, ColumnLabel label, ByteWindow window) throws IOException {
    long start = window.offset();
    NumpyHeader header = NumpyHeader.read(window);
    EventColumn column = label.column();
    if (columns.has(column) || header.isStructure() || !header.isVector()) {
      throw window.wrong(start, "array", "one array of numbers for a column", "another");
    }
    NumberType type = header.fields().get(0).type();
    TakenUnit taken =
        TakenUnit.of(options, label.unit(), "the name of array " + name, type.fractional());
    if (column == EventColumn.TIME) {
      input.findings().take(taken);
    }
    SensorBounds bounds = SensorBounds.of(window.input(), options.sensor());
    new NumpyColumn(window, type, bounds, taken.unit()).read(column, header.rows(), columns);
    NumpyRows.requireEnd(window);
  }

  private void addSign(String name, ByteWindow window) throws IOException {
    long start = window.offset();
    NumpyHeader header = NumpyHeader.read(window);
    if (header.isStructure() || (header.rows() > 0 && header.inner() != PLACES.size())) {
      throw window.wrong(start, "array", "rows of x, y, t", "another");
    }
    EventBuilder events = new EventBuilder();
    NumpyRows.of(window, header.named(PLACES), options, input.findings(), SIGNS.indexOf(name))
        .decode(new EventBlock(events));
    signs.put(name, events.build(ANY));
  }

  /** An array of another name is looked at, and may be of any kind. */
  private void addTable(String name, ByteWindow window) throws IOException {
    NumpyHeader header;
    try {
      String text = NumpyHeader.text(window);
      if (NumpyHeader.isObjects(text)) {
        addPackets(name, window);
        return;
      }
      header = NumpyHeader.parse(text, window);
    } catch (RecordingException e) {
      return;
    }
    boolean structure = NumpyRows.fit(header);
    boolean wanted = options.columns().isPresent() && !header.isVector();
    if (options.stream().isPresent() && !options.stream().get().equals(name)) {
      if (structure) {
        input.findings().leave(name);
      }
    } else if (structure) {
      EventBuilder events = new EventBuilder();
      NumpyRows.of(window, header, options, input.findings()).decode(new EventBlock(events));
      tables.put(name, events.build(ANY));
    } else if (wanted || (!header.isStructure() && !header.isVector() && header.inner() == 4)) {
      addUnnamed(name, header, window, wanted);
    }
  }

  private void addPackets(String name, ByteWindow window) throws IOException {
    if (options.stream().isPresent() && !options.stream().get().equals(name)) {
      return;
    }
    EventBuilder events = new EventBuilder();
    try {
      PickledPackets.decode(window, options, input.findings(), new EventBlock(events));
      tables.put(name, events.build(ANY));
    } catch (RecordingException e) {
      unnamed = unnamed.or(() -> Optional.of(e));
    }
  }

  private void addUnnamed(String name, NumpyHeader header, ByteWindow window, boolean named)
      throws IOException {
    EventBuilder events = new EventBuilder();
    try {
      new NumpyTable(window, header, options, input.findings()).decode(events);
      tables.put(name, events.build(ANY));
    } catch (RecordingException e) {
      if (named && header.inner() == options.columns().orElseThrow().size()) {
        throw e;
      }
      unnamed = unnamed.or(() -> Optional.of(e));
    }
  }

  /**
   * Hands the events on, when all members have been taken.
   *
   * @throws RecordingException if none or several of them are events
   */
  SensorGeometry emit(EventSink sink) throws RecordingException {
    boolean begun = Arrays.stream(EventColumn.values()).anyMatch(columns::has);
    boolean both = signs.size() == SIGNS.size();
    int found = (begun ? 1 : 0) + (both ? 1 : 0) + tables.size();
    if (found > 1) {
      throw RecordingException.at(
          input.name(),
          input.position(),
          "several tables of events",
          "expected one, found " + names + "; choose one as the stream");
    }
    if (tables.isEmpty() && !both) {
      if (!begun && unnamed.isPresent()) {
        throw unnamed.get();
      }
      columns.requireAll(names);
      if (offset.isPresent()) {
        columns.shift(offset.get().micros(input.findings().unit().unit()));
      }
      return columns.emit(options.sensor(), sink);
    }
    EventStream events = both ? signed() : tables.values().iterator().next();
    MeasuringSink measured = new MeasuringSink(sink);
    measured.accept(
        events.timesMicros(), events.xs(), events.ys(), events.polarities(), events.size());
    return measured.sensor(options.sensor());
  }

  /** Neither array need be in the order of time: SpikingJelly sorts the second behind the first. */
  private EventStream signed() {
    EventBuilder joined = new EventBuilder();
    for (String name : List.of("pos", "neg")) {
      EventStream one = signs.remove(name);
      joined.accept(one.timesMicros(), one.xs(), one.ys(), one.polarities(), one.size());
    }
    return TimeOrder.sorted(joined.build(ANY));
  }
}
