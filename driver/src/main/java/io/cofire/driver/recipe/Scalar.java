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
    if (isReal(type) && node.isNumber()) {
      return node.doubleValue();
    }
    // YAML 1.1 reads 1e-3 as text: its floats need a dot.
    if (isReal(type) && node.isTextual() && node.asText().matches("[-+]?\\d+[eE]-?\\d+")) {
      return Double.valueOf(node.asText());
    }
    if (type == boolean.class && node.isBoolean()) {
      return node.booleanValue();
    }
    if (type == String.class && node.isTextual()) {
      return node.asText();
    }
    throw source.error(path, "invalid %s: %s (must be %s)".formatted(path, node, wanted(type)));
  }

  private static boolean isReal(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static String wanted(Class<?> type) {
    String words = words(type);
    return switch (words) {
      case "text" -> "text; put numbers and dates in quotes";
      case "true or false" -> words;
      default -> "a " + words;
    };
  }

  /** What may be written for a type. */
  static String words(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class) {
      return "whole number";
    }
    if (isReal(type)) {
      return "number";
    }
    return type == boolean.class ? "true or false" : "text";
  }
}
