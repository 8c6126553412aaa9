package io.cofire.data.frames;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import java.util.Optional;

/**
 * Windows of a fixed number n of events, of which each shares v with the one before (tonic's {@code
 * SliceByEventCount} of version 1.6): with s = n - v and m = min(n, N) there are floor((N - m) / s)
 * + 1 windows, or ceil where incomplete ones are kept, and window i = [i*s, i*s + m). Of these the
 * first T are taken; where there are fewer the remaining frames are empty.
 *
 * @param events n, at least 1
 * @param overlap v, 0 unless stated, less than n
 * @param tail whether the last window may hold fewer; {@code drop} unless stated
 */
@Kind("tonic-event-count")
public record TonicEventCount(int events, Optional<Integer> overlap, Optional<Tail> tail)
    implements Binning {

  /** Checks the counts. */
  public TonicEventCount {
    if (events < 1) {
      throw new InvalidValue("binning.events", events, "must be at least 1");
    }
    int shared = overlap.orElse(0);
    if (shared < 0 || shared >= events) {
      throw new InvalidValue(
          "binning.overlap", shared, "must be at least 0, and less than events, " + events);
    }
  }

  @Override
  public boolean hasOwnLength() {
    return true;
  }

  @Override
  public EventWindows windows(long[] timesMicros, int timesteps) {
    Binning.requireEvents(timesMicros, timesteps);
    int size = timesMicros.length;
    int each = Math.min(events, size);
    int stride = events - overlap.orElse(0);
    long slices = TonicSlices.count(size, each, stride, tail.orElse(Tail.DROP));
    int[] from = new int[timesteps];
    int[] to = new int[timesteps];
    for (int i = 0; i < timesteps && i < slices; i++) {
      from[i] = (int) Math.min(size, (long) i * stride);
      to[i] = (int) Math.min(size, (long) i * stride + each);
    }
    return new EventWindows(from, to);
  }
}
