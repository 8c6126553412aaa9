package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.EventColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names in a header line of text. Where it has a comma, semicolon or tab that is what separates
 * names, an empty name too (the index that pandas writes); else blanks do, but not before a unit in
 * brackets.
 */
final class HeaderNames {

  private static final String SEPARATORS = ",;\t";

  private HeaderNames() {}

  /** The names of a line, without quotes. */
  static List<String> of(String line) {
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      if (line.indexOf(separator) >= 0) {
        return separated(line, separator);
      }
    }
    String[] words = line.strip().replaceAll("\\s+([\\[(])", "$1").split("\\s+", -1);
    return Arrays.stream(words).map(HeaderNames::plain).toList();
  }

  private static List<String> separated(String line, char separator) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char next = line.charAt(i);
      if (next == '"') {
        quoted = !quoted;
      } else if (next == separator && !quoted) {
        names.add(name.toString().strip());
        name.setLength(0);
      } else {
        name.append(next);
      }
    }
    if (!name.toString().isBlank()) {
      names.add(name.toString().strip());
    }
    return names;
  }

  /**
   * The names in a comment, if it has all columns of events once each: behind its marks and a word
   * that ends in a colon.
   *
   * @return nothing, an empty list, if it is another comment
   */
  static List<String> ofComment(String line) {
    String words = line.strip().replaceFirst("^[#%\\s]+", "").replaceFirst("^[^:]*:\\s*", "");
    List<String> names = of(words);
    for (EventColumn column : EventColumn.values()) {
      if (names.stream().filter(name -> ColumnLabel.means(name, column)).count() != 1) {
        return List.of();
      }
    }
    return names;
  }

  private static String plain(String name) {
    return name.replace("\"", "");
  }
}
