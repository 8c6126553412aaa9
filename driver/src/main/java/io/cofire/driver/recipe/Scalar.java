package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;

/** One value becomes a number, a truth value or a text; nothing is rounded or guessed. */
final class Scalar {

  private Scalar() {}

  static Object of(Source source, String path, JsonNode node, Class<?> type) {
    if ((type == int.class || type == Integer.class)
        && node.isIntegralNumber()
        && node.canConvertToInt()) {
      return node.intValue();
    }
    if (type == long.class && node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (isReal(type) && node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    // YAML 1.1 reads 1e-3 as text: its floats need a dot.
    if (isReal(type) && node.isTextual() && node.asText().matches("[-+]?\\d+[eE]-?\\d+")) {
      return Double.valueOf(node.asText());
    }
    if (type == boolean.class && node.isBoolean()) {
      return node.booleanValue();
    }
    if (type == String.class && node.isTextual() && isPrintable(node.asText())) {
      return node.asText();
    }
    throw source.error(path, "invalid %s: %s (must be %s)".formatted(path, node, wanted(node, type)));
  }

  /** Names and paths: what prints nothing, or moves the cursor, is there by mistake or by malice. */
  static boolean isPrintable(String text) {
    return text.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isReal(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static String wanted(JsonNode node, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return node.isIntegralNumber()
          ? "a whole number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE)
          : "a whole number";
    }
    if (type == long.class) {
      return node.isIntegralNumber()
          ? "a whole number from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE)
          : "a whole number";
    }
    if (isReal(type)) {
      return node.isNumber() ? "a number that is finite" : "a number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return node.isTextual()
        ? "text without control characters"
        : "text; put numbers and dates in quotes";
  }
}
