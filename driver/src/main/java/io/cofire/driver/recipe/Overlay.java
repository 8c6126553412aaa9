package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a recipe writes over something that is written elsewhere. */
final class Overlay {

  private Overlay() {}

  /**
   * The keys of one over those of the other, which it changes; a list or a choice of another kind
   * replaces all of it.
   */
  static JsonNode of(JsonNode base, JsonNode changes) {
    if (!(base instanceof ObjectNode from) || !(changes instanceof ObjectNode keys)) {
      return changes;
    }
    JsonNode kind = keys.path(Schema.KIND);
    if (!kind.isMissingNode() && !kind.equals(from.path(Schema.KIND))) {
      return changes;
    }
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      JsonNode old = from.path(key.getKey());
      from.set(key.getKey(), of(old, key.getValue()));
    }
    return from;
  }
}
