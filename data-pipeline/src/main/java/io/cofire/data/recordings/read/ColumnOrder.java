package io.cofire.data.recordings.read;

import io.cofire.data.errors.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns of a table without names, in their order: of text without a header line, or of an
 * array of N rows.
 *
 * @param words a {@link ColumnLabel name} each, or {@code _} for a column that is passed over
 */
public record ColumnOrder(List<String> words) {

  /** A column that is passed over. */
  public static final String SKIPPED = "_";

  private static final int MOST = 64;

  /**
   * Checks that time, column, row and polarity are there once each.
   *
   * @throws InvalidValue if they are not
   */
  public ColumnOrder {
    words = List.copyOf(words);
    if (words.size() > MOST) {
      throw invalid(words, "at most " + MOST);
    }
    for (String word : words) {
      if (!word.equals(SKIPPED) && ColumnLabel.of(word).isEmpty()) {
        throw invalid(words, "a name each, or _ for a column to pass over; not " + word);
      }
    }
    for (EventColumn column : EventColumn.values()) {
      long times = words.stream().filter(word -> ColumnLabel.means(word, column)).count();
      if (times != 1) {
        throw invalid(
            words, String.format(Locale.ROOT, "one of %s once, not %d times", column, times));
      }
    }
  }

  /** Columns as users write them: {@code y,x,_,p,t}; a time may have its unit, {@code t_ns}. */
  public static ColumnOrder of(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      words.add(word.isBlank() ? SKIPPED : word.strip());
    }
    return new ColumnOrder(words);
  }

  private static InvalidValue invalid(List<String> words, String rule) {
    return new InvalidValue("columns", String.join(",", words), "expected " + rule);
  }

  /** Number of columns, those that are passed over too. */
  public int size() {
    return words.size();
  }

  /** Place of a column, from 0. */
  public int place(EventColumn column) {
    for (int i = 0; i < words.size(); i++) {
      if (ColumnLabel.means(words.get(i), column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No column " + column + " in " + this);
  }

  /** Unit that the name of the time states. */
  public Optional<TimeUnit> unit() {
    return ColumnLabel.of(words.get(place(EventColumn.TIME))).flatMap(ColumnLabel::unit);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return String.join(",", words);
  }
}
