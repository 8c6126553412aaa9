package io.cofire.data.recordings.read;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import java.util.Optional;

/** Passes events on and finds the smallest sensor that holds them, for files that state none. */
public final class MeasuringSink implements EventSink {

  private final EventSink sink;
  private int widest;
  private int highest;

  /** Measures what goes on to another sink. */
  public MeasuringSink(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void expect(long events) {
    sink.expect(events);
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    int x = widest;
    int y = highest;
    for (int i = 0; i < count; i++) {
      x = Math.max(x, xs[i] & 0xFFFF);
      y = Math.max(y, ys[i] & 0xFFFF);
    }
    widest = x;
    highest = y;
    sink.accept(timesMicros, xs, ys, polarities, count);
  }

  /** The sensor where it is known, otherwise the smallest for the events so far. */
  public SensorGeometry sensor(Optional<SensorGeometry> known) {
    return known.orElseGet(() -> new SensorGeometry(widest + 1, highest + 1));
  }
}
