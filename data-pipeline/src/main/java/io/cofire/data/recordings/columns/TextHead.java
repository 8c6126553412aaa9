package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventColumn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What stands before the first event of a text: comments, the size of the sensor, the names of the
 * columns.
 *
 * @param size of the sensor, where it is stated
 * @param columns which field is which: as the user says, else a header line, else a comment, else
 *     Metavision's order below its geometry, else the usual one
 * @param event whether the lines stand at an event now, and not at the end
 */
record TextHead(Optional<SensorGeometry> size, TextColumns columns, boolean event) {

  static TextHead read(TextLines lines, DecodeOptions options) throws IOException {
    Optional<SensorGeometry> size = Optional.empty();
    boolean geometry = false;
    Optional<TextColumns> named = options.columns().map(TextColumns::of);
    List<String> comment = List.of();
    boolean header = false;
    while (lines.next()) {
      if (lines.comment()) {
        geometry |= lines.geometry().isPresent();
        size = size.or(lines::geometry);
        List<String> names = HeaderNames.ofComment(lines.line());
        comment = names.isEmpty() ? comment : names;
      } else if (!header && isHeader(lines)) {
        header = true;
        List<String> names = HeaderNames.of(lines.line());
        named =
            Optional.of(
                named.isPresent() ? named.get().below(names) : TextColumns.named(names, lines));
      } else if (!header && size.isEmpty() && lines.fields() == 2) {
        size = Optional.of(lines.size());
      } else {
        if (comment.size() == lines.fields()) {
          named =
              Optional.of(
                  named.isPresent()
                      ? named.get().below(comment)
                      : TextColumns.named(comment, lines));
        }
        boolean metavision = geometry && lines.line().indexOf(',') >= 0;
        TextColumns unnamed = metavision ? TextColumns.METAVISION : TextColumns.USUAL;
        return new TextHead(size, named.orElse(unnamed), true);
      }
    }
    return new TextHead(size, named.orElse(TextColumns.USUAL), false);
  }

  /** No number, or the name of a time among what may have numbers: {@code Unnamed: 0,t,x,y,p}. */
  private static boolean isHeader(TextLines lines) {
    return lines.isWords()
        || HeaderNames.of(lines.line()).stream()
            .anyMatch(name -> ColumnLabel.means(name, EventColumn.TIME));
  }
}
