package io.cofire.data.spark.aer;

import io.cofire.data.events.SensorGeometry;

/**
 * As much of a recording as a query needs; what it does not need or cannot be read is null.
 *
 * @param file where it is
 * @param format name of its format, or null
 * @param sensor size of its sensor, or null
 * @param events its events, or null
 * @param error why it cannot be read, or null
 */
record ReadRecording(
    FoundRecording file, String format, SensorGeometry sensor, HeldEvents events, String error) {

  /** The value of a column that is one for the whole recording, as plain Java. */
  Object value(Column column) {
    return switch (column) {
      case PATH -> file.path();
      case LABEL -> file.label();
      case FORMAT -> format;
      case WIDTH -> sensor == null ? null : (Object) sensor.width();
      case HEIGHT -> sensor == null ? null : (Object) sensor.height();
      case EVENTS -> events == null ? null : (Object) events.size();
      case ERROR -> error;
      case T, X, Y, P -> throw new IllegalArgumentException(column + " has a value an event");
    };
  }
}
