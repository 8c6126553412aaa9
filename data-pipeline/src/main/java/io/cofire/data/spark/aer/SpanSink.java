package io.cofire.data.spark.aer;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.read.Findings;
import java.util.List;

/** Passes events on and keeps about how long they last, by the first and last of each block. */
final class SpanSink implements EventSink {

  private final EventSink sink;
  private long events;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  SpanSink(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void expect(long likely) {
    sink.expect(likely);
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    if (count > 0) {
      long first = timesMicros[0];
      long last = timesMicros[count - 1];
      earliest = Math.min(earliest, Math.min(first, last));
      latest = Math.max(latest, Math.max(first, last));
      events += count;
    }
    sink.accept(timesMicros, xs, ys, polarities, count);
  }

  /** What may have been read otherwise than it was meant. */
  List<String> doubts(Findings findings) {
    return findings.doubts(events, earliest, latest);
  }
}
