package io.cofire.data.recordings.read;

import java.util.List;

/** The columns of events, by the names that files and users give them. */
public enum EventColumn {
  /** The time. */
  TIME("t", "ts", "time", "times", "timestamp", "timestamps"),
  /** The column of the sensor, from the left. */
  X("x", "xs", "col"),
  /** The row of the sensor, from the top. */
  Y("y", "ys", "row"),
  /** 1 ON, 0 or -1 OFF. */
  POLARITY("p", "ps", "pol", "polarity", "polarities", "on");

  private final String names;

  EventColumn(String... names) {
    this.names = String.join(", ", names);
  }

  /** Whether it is one of the names, in lower case and without a unit. */
  boolean isCalled(String name) {
    return List.of(names.split(", ", -1)).contains(name);
  }

  /** Its names, for messages. */
  @Override
  public String toString() {
    return names;
  }
}
