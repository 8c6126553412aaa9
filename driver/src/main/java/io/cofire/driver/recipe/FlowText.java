package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A value of a recipe in one line, as its reader would write it: {@code {kind: crop, size: 12}}.
 */
public final class FlowText {

  private FlowText() {}

  /**
   * In YAML's flow style; what has no value is left out.
   *
   * @param declared what its key takes, such as the interface whose kinds may stand there
   */
  public static String of(Object value, Type declared) {
    return text(Writer.tree(value, declared));
  }

  private static String text(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(FlowText::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(field -> field.getKey() + ": " + text(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return node.asText();
  }
}
