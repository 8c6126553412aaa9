package io.cofire.data.recordings.columns;

import static io.cofire.data.recordings.read.EventColumn.TIME;

import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which field of a line is which.
 *
 * @param time place of the time, from 0
 * @param x place of the column
 * @param y place of the row
 * @param polarity place of the polarity
 * @param count fields of a line, all of them
 * @param timeName name of the time; nothing where nothing names the columns
 */
record TextColumns(int time, int x, int y, int polarity, int count, Optional<String> timeName) {

  /** Of the Event Camera Dataset and most others. */
  static final TextColumns USUAL = new TextColumns(0, 1, 2, 3, 4, Optional.empty());

  /** Of Metavision's {@code file_to_csv}, which begins with the geometry. */
  static final TextColumns METAVISION = new TextColumns(3, 0, 1, 2, 4, Optional.of("t"));

  /** Columns that the user names. */
  static TextColumns of(ColumnOrder columns) {
    int time = columns.place(EventColumn.TIME);
    return new TextColumns(
        time,
        columns.place(EventColumn.X),
        columns.place(EventColumn.Y),
        columns.place(EventColumn.POLARITY),
        columns.size(),
        Optional.of(columns.words().get(time)));
  }

  /** The same, with the unit that a header line states of the time where the user states none. */
  TextColumns below(List<String> names) {
    boolean states =
        unit().isEmpty() && names.size() == count && ColumnLabel.means(names.get(time), TIME);
    return states
        ? new TextColumns(time, x, y, polarity, count, Optional.of(names.get(time)))
        : this;
  }

  /** The columns that a header line names; others are left aside. */
  static TextColumns named(List<String> names, TextLines lines) throws RecordingException {
    int time = find(names, EventColumn.TIME, lines);
    return new TextColumns(
        time,
        find(names, EventColumn.X, lines),
        find(names, EventColumn.Y, lines),
        find(names, EventColumn.POLARITY, lines),
        names.size(),
        Optional.of(names.get(time)));
  }

  /** Unit that the name of the time states. */
  Optional<TimeUnit> unit() {
    return timeName.flatMap(ColumnLabel::of).flatMap(ColumnLabel::unit);
  }

  private static int find(List<String> names, EventColumn column, TextLines lines)
      throws RecordingException {
    List<String> found = names.stream().filter(n -> ColumnLabel.means(n, column)).toList();
    if (found.size() != 1) {
      throw lines.wrong(
          "names of columns",
          String.format(Locale.ROOT, "one of %s", column),
          found.isEmpty() ? "none of them" : String.join(" and ", found));
    }
    return names.indexOf(found.get(0));
  }
}
