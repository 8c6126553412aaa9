package io.cofire.driver.convert;

import io.cofire.data.events.TimeRange;
import io.cofire.data.filters.EventFilter;
import java.util.List;
import java.util.Optional;

/**
 * What of a recording is written, in the order in which it is done.
 *
 * @param range its time, in the recording's own clock
 * @param filters which events stay, on the whole sensor
 * @param crop the part of the sensor that stays; its corner becomes (0, 0)
 * @param thinning how pixels become fewer
 * @param shift what is added to the times
 */
public record Selection(
    TimeRange range,
    List<EventFilter> filters,
    Optional<Crop> crop,
    Thinning thinning,
    Shift shift) {

  /** Everything, as it is. */
  public static final Selection NONE =
      new Selection(TimeRange.ALL, List.of(), Optional.empty(), Thinning.NONE, Shift.NONE);

  /** Copies the list. */
  public Selection {
    filters = List.copyOf(filters);
  }
}
