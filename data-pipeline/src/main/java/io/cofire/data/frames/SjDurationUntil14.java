package io.cofire.data.frames;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;

/**
 * Slices of at most a duration D, each from its own first event on and closed at its end
 * (SpikingJelly's {@code integrate_events_by_fixed_duration} in versions up to 0.0.0.0.14): a slice
 * that begins with an event at t holds those up to t + D inclusive, and the next event begins the
 * next slice. No slice is empty, so silence takes no timestep. Of these the first T are taken;
 * where there are fewer the remaining frames are empty. Later versions are {@link FixedDuration}.
 *
 * @param windowMicros D in microseconds, at least 1
 */
@Kind("sj-duration-14")
public record SjDurationUntil14(long windowMicros) implements Binning {

  /** Checks the duration. */
  public SjDurationUntil14 {
    if (windowMicros < 1) {
      throw new InvalidValue("binning.windowMicros", windowMicros, "must be at least 1");
    }
  }

  @Override
  public boolean hasOwnLength() {
    return true;
  }

  @Override
  public EventWindows windows(long[] timesMicros, int timesteps) {
    Binning.requireEvents(timesMicros, timesteps);
    int[] from = new int[timesteps];
    int[] to = new int[timesteps];
    int next = 0;
    for (int i = 0; i < timesteps; i++) {
      from[i] = next;
      if (next < timesMicros.length) {
        next = TonicSlices.firstBehind(timesMicros, timesMicros[next], windowMicros);
      }
      to[i] = next;
    }
    return new EventWindows(from, to);
  }
}
