package io.cofire.driver.cli.series;

import io.cofire.driver.cli.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of a recipe and the values that a sweep gives it.
 *
 * @param key such as {@code training.batch}
 * @param values as YAML, at least one
 */
record SweptKey(String key, List<String> values) {

  private static final String OPEN = "[{(";
  private static final String CLOSED = "]})";

  /**
   * That of {@code KEY=VALUE,VALUE,...}. A comma inside brackets or quotes is a part of its value.
   *
   * @throws UsageException if there is no key, no value, an empty one, or brackets are left open
   */
  static SweptKey parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw wrong(text, "needs KEY=VALUE,VALUE,...");
    }
    String key = text.substring(0, equals).strip();
    List<String> values = split(text, text.substring(equals + 1));
    if (values.stream().anyMatch(String::isBlank)) {
      throw wrong(text, "has an empty value");
    }
    return new SweptKey(key, values);
  }

  private static List<String> split(String text, String written) {
    List<String> values = new ArrayList<>();
    int begin = 0;
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (OPEN.indexOf(c) >= 0) {
        depth++;
      } else if (CLOSED.indexOf(c) >= 0) {
        depth--;
      } else if (c == ',' && depth == 0) {
        values.add(written.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    if (depth != 0 || quote != 0) {
      throw wrong(text, "has a bracket or a quote without its other half");
    }
    values.add(written.substring(begin).strip());
    return values;
  }

  private static UsageException wrong(String text, String what) {
    return new UsageException("Cannot sweep over --set " + text + ": it " + what);
  }
}
