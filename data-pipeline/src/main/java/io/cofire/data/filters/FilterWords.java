package io.cofire.data.filters;

import io.cofire.data.config.Choices;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.Micros;
import java.util.List;
import java.util.Locale;

/**
 * Filters as words: what a command line and a manifest write, {@code hot-pixels:200} (events a
 * second) and {@code background-activity:5000} (microseconds).
 */
public final class FilterWords {

  private static final String HOT_PIXELS = Choices.kind(EventFilter.HotPixels.class);
  private static final String BACKGROUND = Choices.kind(EventFilter.BackgroundActivity.class);

  private FilterWords() {}

  /**
   * The filters of some words, in their order.
   *
   * @param option what the user calls it
   * @throws InvalidValue if one is no filter
   */
  public static List<EventFilter> filters(List<String> words, String option) {
    return words.stream().map(word -> filter(word, option)).toList();
  }

  private static EventFilter filter(String word, String option) {
    String[] parts = word.strip().toLowerCase(Locale.ROOT).split(":", 2);
    String value = parts.length == 2 ? parts[1] : "";
    try {
      if (parts[0].equals(HOT_PIXELS)) {
        return new EventFilter.HotPixels(hertz(value, word, option));
      }
      if (parts[0].equals(BACKGROUND)) {
        return new EventFilter.BackgroundActivity(Micros.of(value, option));
      }
    } catch (InvalidValue e) {
      throw new InvalidValue(option, word, e.rule());
    }
    throw wrong(word, option);
  }

  private static double hertz(String value, String word, String option) {
    if (!value.matches("[0-9]{1,7}(\\.[0-9]{1,6})?(hz)?")) {
      throw wrong(word, option);
    }
    return Double.parseDouble(value.replace("hz", ""));
  }

  private static InvalidValue wrong(String word, String option) {
    return new InvalidValue(
        option,
        word,
        String.format(
            Locale.ROOT,
            "expected %s:EVENTS_PER_SECOND or %s:TIME, such as %s:200 or %s:5ms",
            HOT_PIXELS,
            BACKGROUND,
            HOT_PIXELS,
            BACKGROUND));
  }

  /** Words of the filters, each written in one way. */
  public static List<String> of(List<EventFilter> filters) {
    return filters.stream().map(EventFilter::word).toList();
  }
}
