package io.cofire.driver.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cofire.data.config.Choices;
import io.cofire.data.config.Default;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the records of a recipe are spelt, beyond the names of their components. */
final class Schema {

  /** The key that says which kind a choice is. */
  static final String KIND = "kind";

  private static final YAMLMapper YAML = new YAMLMapper();

  private Schema() {}

  /** The default of a key, missing where the key must be written. */
  static JsonNode fallback(RecordComponent key) {
    Default written = key.getAnnotation(Default.class);
    if (written == null) {
      return MissingNode.getInstance();
    }
    try {
      return YAML.readTree(written.value());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read the default of " + key, e);
    }
  }

  /**
   * What a list alone stands for where a choice is expected: the kind that has nothing but a list.
   *
   * @return the list where there is no such kind
   */
  static JsonNode ofList(Map<String, Class<? extends Record>> kinds, JsonNode list) {
    for (Map.Entry<String, Class<? extends Record>> each : kinds.entrySet()) {
      RecordComponent[] keys = each.getValue().getRecordComponents();
      if (keys.length == 1 && keys[0].getType() == List.class) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        return whole.put(KIND, each.getKey()).set(keys[0].getName(), list);
      }
    }
    return JsonNodeFactory.instance.textNode(list.toString());
  }

  /** The kind of a choice that was made. */
  static String kind(Object chosen) {
    return Choices.kind(chosen.getClass());
  }

  /** An enum constant as a recipe writes it: {@code AT_OR_ABOVE} is {@code at-or-above}. */
  static String spelling(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
