package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TextOrder;

/**
 * Which field of a line is which.
 *
 * @param time place of the time, from 0
 * @param x place of the column
 * @param y place of the row
 * @param polarity place of the polarity
 */
record TextColumns(int time, int x, int y, int polarity) {

  /** The columns of text without names. */
  static TextColumns of(TextOrder order) {
    String letters = order.letters();
    return new TextColumns(
        letters.indexOf('t'), letters.indexOf('x'), letters.indexOf('y'), letters.indexOf('p'));
  }

  /** The columns that a header line names; others are left aside. */
  static TextColumns named(TextLines lines) throws RecordingException {
    return new TextColumns(
        find(lines, EventColumn.TIME),
        find(lines, EventColumn.X),
        find(lines, EventColumn.Y),
        find(lines, EventColumn.POLARITY));
  }

  /** Fields that a line must have. */
  int count() {
    return 1 + Math.max(Math.max(time, x), Math.max(y, polarity));
  }

  private static int find(TextLines lines, EventColumn column) throws RecordingException {
    for (int field = 0; field < lines.fields(); field++) {
      if (column.means(lines.text(field))) {
        return field;
      }
    }
    throw lines.wrong("names of columns", "one of " + column, "none of them");
  }
}
