package io.cofire.driver.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cofire.data.config.Default;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

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

  /** An enum constant as a recipe writes it: {@code AT_OR_ABOVE} is {@code at-or-above}. */
  static String spelling(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
