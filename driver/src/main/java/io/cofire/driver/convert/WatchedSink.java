package io.cofire.driver.convert;

import io.cofire.data.events.EventSink;

/** Passes events on, and says how many. */
final class WatchedSink implements EventSink {

  private final ConversionProgress progress;
  private final int pass;
  private final long total;
  private final EventSink sink;
  private long events;

  WatchedSink(ConversionProgress progress, int pass, long total, EventSink sink) {
    this.progress = progress;
    this.pass = pass;
    this.total = total;
    this.sink = sink;
  }

  @Override
  public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    sink.accept(times, xs, ys, polarities, count);
    events += count;
    progress.update(pass, events, total);
  }
}
