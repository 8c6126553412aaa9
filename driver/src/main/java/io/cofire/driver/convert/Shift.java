package io.cofire.driver.convert;

import io.cofire.data.events.Micros;
import java.util.OptionalLong;

/**
 * What is added to all times.
 *
 * @param micros the number; nothing where the first event that is written has time 0
 */
public record Shift(OptionalLong micros) {

  /** Times as they are. */
  public static final Shift NONE = new Shift(OptionalLong.of(0));

  private static final String FIRST = "first";

  /**
   * A shift as people write it: {@code first}, or a time such as {@code -1500} or {@code -1.5s}.
   *
   * @throws io.cofire.data.errors.InvalidValue if it is none
   */
  public static Shift of(String text) {
    return text.strip().equals(FIRST)
        ? new Shift(OptionalLong.empty())
        : new Shift(OptionalLong.of(Micros.of(text, "--shift")));
  }
}
