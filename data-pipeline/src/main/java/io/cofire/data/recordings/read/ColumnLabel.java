package io.cofire.data.recordings.read;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a column says: which column it is and, where a unit stands behind it, the unit
 * of its times: {@code t}, {@code timestamp_ns}, {@code t[us]}, {@code time (ms)}. A name whose
 * rest is no unit is another column: {@code t_offset}, {@code x_undistorted}.
 *
 * @param column which one
 * @param unit of a time, if it is stated
 */
public record ColumnLabel(EventColumn column, Optional<TimeUnit> unit) {

  private static final Pattern NAME =
      Pattern.compile("([a-z]+)(?:[ _]?[\\[(] *([^ \\])]+) *[\\])]|[ _/]([^ ]+))?");
  private static final Pattern PIXELS = Pattern.compile("px|pix|pixels?");

  /** What a name in upper or lower case says; nothing if it names no column of events. */
  public static Optional<ColumnLabel> of(String name) {
    Matcher matcher = NAME.matcher(name.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    for (EventColumn column : EventColumn.values()) {
      if (column.isCalled(matcher.group(1))) {
        return of(column, Optional.ofNullable(rest));
      }
    }
    return Optional.empty();
  }

  /** Whether a name means a column, with or without a unit. */
  public static boolean means(String name, EventColumn column) {
    return of(name).filter(label -> label.column() == column).isPresent();
  }

  private static Optional<ColumnLabel> of(EventColumn column, Optional<String> rest) {
    if (rest.isEmpty()) {
      return Optional.of(new ColumnLabel(column, Optional.empty()));
    }
    return switch (column) {
      case TIME -> TimeUnit.named(rest.get()).map(u -> new ColumnLabel(column, Optional.of(u)));
      case X, Y ->
          rest.filter(word -> PIXELS.matcher(word).matches())
              .map(word -> new ColumnLabel(column, Optional.empty()));
      case POLARITY -> Optional.empty();
    };
  }
}
