package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * NumPy arrays in a ZIP archive, {@code .npz}, as SpikingJelly keeps events: one-dimensional arrays
 * of equal lengths named {@link EventColumn t, x, y, p}, stored or deflated; other arrays are left
 * aside. The archive has the columns one after the other, so that they are held in memory whole.
 */
final class NumpyArchiveDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("npz");

  private static final String SUFFIX = ".npy";

  @Override
  public String format() {
    return "npz";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + " of t, x, y, p";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return ENDINGS.end(fileName) && head.length >= 2 && head[0] == 'P' && head[1] == 'K';
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    InputBytes bytes = new InputBytes(input);
    ColumnBuffers columns = new ColumnBuffers(input);
    List<String> names = new ArrayList<>();
    try (ZipInputStream archive = new ZipInputStream(bytes)) {
      ZipEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        String name = entry.getName();
        names.add(name.substring(0, Math.min(40, name.length())));
        for (EventColumn column : EventColumn.values()) {
          if (name.endsWith(SUFFIX)
              && column.means(name.substring(0, name.length() - SUFFIX.length()))) {
            RecordingInput member = new RecordingInput(input.name() + "!" + name, archive);
            new NumpyColumn(member, options).read(column, columns);
          }
        }
        archive.closeEntry();
      }
    } catch (RecordingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (bytes.failed()) {
        throw e;
      }
      throw RecordingException.at(
          input.name(),
          input.position(),
          "damaged archive",
          "expected a ZIP, found " + e.getMessage());
    }
    columns.requireAll(names);
    return columns.emit(options.sensor(), sink);
  }

  /** One array of the archive. */
  private static final class NumpyColumn {

    private static final int BLOCK = 1024;

    private final ByteWindow window;
    private final SensorBounds bounds;
    private final TimeUnit unit;

    NumpyColumn(RecordingInput member, DecodeOptions options) {
      this.window = new ByteWindow(member);
      Optional<SensorGeometry> sensor = options.sensor();
      this.bounds = SensorBounds.of(member.name(), sensor);
      this.unit = options.timeUnit();
    }

    void read(EventColumn column, ColumnBuffers columns) throws IOException {
      long start = window.offset();
      NumpyHeader header = NumpyHeader.read(window);
      if (columns.has(column) || header.fields().size() != 1) {
        throw window.wrong(start, "array", "one array of numbers for a column", "another");
      }
      columns.begin(column);
      NumberType type = header.fields().get(0).type();
      long[] times = new long[BLOCK];
      short[] others = new short[BLOCK];
      for (long left = header.rows(); left > 0; ) {
        window.require(type.bytes(), "array");
        int ready = Math.min(window.available() / type.bytes(), BLOCK);
        int count = (int) Math.min(ready, left);
        fill(column, type, count, times, others);
        if (column == EventColumn.TIME) {
          columns.addTimes(times, count);
        } else {
          columns.add(column, others, count);
        }
        left -= count;
      }
      if (window.has(1)) {
        throw window.wrong(window.offset(), "end of the array", "no bytes", "more bytes");
      }
    }

    private void fill(EventColumn column, NumberType type, int count, long[] times, short[] others)
        throws RecordingException {
      TimeUnit resolved = unit.resolve(type.fractional());
      for (int i = 0; i < count; i++) {
        int at = window.position();
        try {
          switch (column) {
            case TIME -> times[i] = type.micros(window.bytes, at, resolved);
            case X ->
                others[i] = ColumnBuffers.coordinate(type.whole(window.bytes, at), bounds.width());
            case Y ->
                others[i] = ColumnBuffers.coordinate(type.whole(window.bytes, at), bounds.height());
            case POLARITY ->
                others[i] = (short) NumpyDecoder.polarity(type.whole(window.bytes, at));
          }
        } catch (NumberFormatException e) {
          throw window.wrong(
              window.offset(), "number", "one in the column's range", e.getMessage());
        }
        window.advance(type.bytes());
      }
    }
  }
}
