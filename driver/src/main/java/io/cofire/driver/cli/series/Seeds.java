package io.cofire.driver.cli.series;

import io.cofire.driver.cli.UsageException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** The seeds of a sweep: {@code 1-3}, {@code 1,5,9} or both. */
final class Seeds {

  private static final Pattern PART = Pattern.compile("(-?\\d{1,18})(?:-(\\d{1,18}))?");
  private static final int MOST = 1000;

  private Seeds() {}

  /**
   * The seeds of a text, each once.
   *
   * @throws UsageException if it is none
   */
  static List<Long> parse(String text) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      Matcher found = PART.matcher(part.strip());
      if (!found.matches()) {
        throw wrong(text);
      }
      long first = Long.parseLong(found.group(1));
      long last = found.group(2) == null ? first : Long.parseLong(found.group(2));
      if (last < first || last - first >= MOST) {
        throw wrong(text);
      }
      LongStream.rangeClosed(first, last).forEach(seeds::add);
    }
    return List.copyOf(seeds);
  }

  private static UsageException wrong(String text) {
    return new UsageException(
        "Cannot sweep over --seeds " + text + ": expected such as 1-3 or 1,5,9, at most " + MOST);
  }
}
