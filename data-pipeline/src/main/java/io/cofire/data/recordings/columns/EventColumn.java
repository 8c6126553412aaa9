package io.cofire.data.recordings.columns;

import java.util.List;
import java.util.Locale;

/** The columns of events, by the names that files give them. */
enum EventColumn {
  TIME("t", "ts", "time", "times", "timestamp", "timestamps"),
  X("x", "xs", "col"),
  Y("y", "ys", "row"),
  POLARITY("p", "ps", "pol", "polarity", "polarities", "on");

  private final String names;

  EventColumn(String... names) {
    this.names = String.join(", ", names);
  }

  /** Whether a name means this column; a unit behind it is left aside: t[us], timestamp_us. */
  boolean means(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int unit = Math.max(lower.indexOf('['), lower.indexOf('_'));
    return List.of(names.split(", ", -1)).contains(unit > 0 ? lower.substring(0, unit) : lower);
  }

  @Override
  public String toString() {
    return names;
  }
}
