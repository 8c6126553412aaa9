package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** One value becomes a number, a truth value or a text; nothing is rounded or guessed. */
final class Scalar {

  private Scalar() {}

  static Object of(Source source, String path, JsonNode node, Class<?> type) {
    if ((type == int.class || type == Integer.class)
        && node.isIntegralNumber()
        && node.canConvertToInt()) {
      return node.intValue();
    }
    if (isLong(type) && node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (isReal(type) && node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    // YAML 1.1 reads 1e-3 as text: its floats need a dot.
    if (isReal(type) && node.isTextual() && node.asText().matches("[-+]?\\d+[eE]-?\\d+")) {
      return Double.valueOf(node.asText());
    }
    if ((type == boolean.class || type == Boolean.class) && node.isBoolean()) {
      return node.booleanValue();
    }
    if (type == String.class && node.isTextual() && isPrintable(node.asText())) {
      return node.asText();
    }
    throw source.error(
        path,
        String.format(Locale.ROOT, "invalid %s: %s (must be %s)", path, node, wanted(node, type)));
  }

  /**
   * Names and paths: what prints nothing, or moves the cursor, is there by mistake or by malice.
   */
  static boolean isPrintable(String text) {
    return text.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isReal(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static boolean isLong(Class<?> type) {
    return type == long.class || type == Long.class;
  }

  private static String wanted(JsonNode node, Class<?> type) {
    String words = words(type);
    return switch (words) {
      case "text" ->
          node.isTextual()
              ? "text without control characters"
              : "text; put numbers and dates in quotes";
      case "true or false" -> words;
      case "number" -> node.isNumber() ? "a number that is finite" : "a number";
      default -> "a " + words + (node.isIntegralNumber() ? range(type) : "");
    };
  }

  private static String range(Class<?> type) {
    return isLong(type)
        ? " from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE
        : " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
  }

  /** What may be written for a type. */
  static String words(Class<?> type) {
    if (type == int.class || type == Integer.class || isLong(type)) {
      return "whole number";
    }
    if (isReal(type)) {
      return "number";
    }
    return type == boolean.class || type == Boolean.class ? "true or false" : "text";
  }
}
