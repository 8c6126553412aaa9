package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TakenUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * MATLAB 5 files, {@code .mat} as MATLAB saves them with {@code -v6} and {@code -v7} and as ASL-DVS
 * (Bi 2019) has them: numeric vectors of equal lengths named {@link EventColumn t, x, y, p},
 * columns or rows, packed or not; other variables are left aside. The file has the columns one
 * after the other, so that they are held in memory whole. MATLAB makes everything a double unless
 * told otherwise, so that the type of the times says nothing about their unit: they are
 * microseconds where no other is stated. Files of {@code -v7.3} are HDF5 inside and are refused.
 */
final class MatDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("mat");

  private static final String MAGIC = "MATLAB 5.0 MAT-file";
  private static final String HDF5_INSIDE = "MATLAB 7.3 MAT-file";

  @Override
  public String format() {
    return "mat";
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
    String start = start(head);
    return start.equals(MAGIC) || start.equals(HDF5_INSIDE);
  }

  private static String start(byte[] head) {
    int length = Math.min(MAGIC.length(), head.length);
    return new String(head, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Set<Particular> obeyed() {
    return Set.of(Particular.TIME_UNIT);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    String start = start(input.head());
    if (!start.equals(MAGIC)) {
      throw RecordingException.at(
          input.name(),
          0,
          "kind of MAT-file",
          String.format(
              Locale.ROOT,
              "expected %s, found %s; save it with -v7",
              MAGIC,
              start.equals(HDF5_INSIDE) ? HDF5_INSIDE : "another"));
    }
    MatVariables variables = MatVariables.open(input);
    SensorBounds bounds = SensorBounds.of(input, options.sensor());
    ColumnBuffers columns = new ColumnBuffers(input);
    List<String> names = new ArrayList<>();
    for (Optional<MatVariable> next = variables.next(); next.isPresent(); next = variables.next()) {
      MatVariable variable = next.get();
      names.add(variable.name());
      Optional<ColumnLabel> label = ColumnLabel.of(variable.name());
      if (label.isPresent()) {
        String where = "the name of variable " + variable.name();
        TakenUnit taken = TakenUnit.of(options, label.get().unit(), where, false);
        if (label.get().column() == EventColumn.TIME) {
          input.findings().take(taken);
        }
        variable.read(label.get().column(), taken.unit(), bounds, columns);
      }
    }
    columns.requireAll(names);
    return columns.emit(options.sensor(), sink);
  }
}
