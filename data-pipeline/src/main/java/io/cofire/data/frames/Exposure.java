package io.cofire.data.frames;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a recording enters its frames.
 *
 * @param binning which events belong to which timestep
 * @param reduction how pixels become fewer
 * @param timesteps T that the events are divided over
 * @param kept timesteps that get a frame, ascending; frame k shows timestep {@code kept[k]}
 * @param weight what an event counts, in 0..1
 */
public record Exposure(
    Binning binning, Reduction reduction, int timesteps, int[] kept, float weight) {

  /**
   * Checks the timesteps and the weight.
   *
   * @throws IllegalArgumentException if one is impossible
   */
  public Exposure {
    int next = 0;
    for (int timestep : kept) {
      if (timestep < next || timestep >= timesteps) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Invalid exposure: timestep %d after %d is kept of %d (must ascend in 0..%d)",
                timestep,
                next - 1,
                timesteps,
                timesteps - 1));
      }
      next = timestep + 1;
    }
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "Invalid exposure: weight " + weight + " (must be in 0..1)");
    }
  }

  /** Every timestep, every event counted as 1. */
  public static Exposure whole(Binning binning, Reduction reduction, int timesteps) {
    return new Exposure(binning, reduction, timesteps, IntStream.range(0, timesteps).toArray(), 1);
  }
}
