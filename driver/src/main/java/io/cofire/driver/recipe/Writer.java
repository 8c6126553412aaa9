package io.cofire.driver.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cofire.data.batches.LastBatch;
import io.cofire.data.config.Choices;
import io.cofire.ops.tensor.Precision;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Records become the tree that {@link Binder} reads. */
final class Writer {

  static final String ENGINE = "engine";
  static final String PRECISION = "precision";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private Writer() {}

  static String yaml(Recipe recipe) {
    return print(tree(recipe, Recipe.class), YAML);
  }

  /**
   * The keys that decide the weights; the engine's is called {@link #ENGINE}, and that of its
   * numbers {@link #PRECISION}.
   */
  static ObjectNode deciding(Recipe recipe) {
    ObjectNode tree = (ObjectNode) tree(recipe, Recipe.class);
    String engine = recipe.run().engine();
    tree.remove(List.of("name", "run"));
    tree.put(ENGINE, engine);
    if (recipe.run().precision() != Precision.FLOAT32) { // as before the key was there
      tree.put(PRECISION, Schema.spelling(recipe.run().precision()));
    }
    ((ObjectNode) tree.get("data")).remove(List.of("shards", "test"));
    if (recipe.data().image().isPresent()) {
      ((ObjectNode) tree.get("data").get("image")).remove("scoring");
    }
    if (recipe.data().filter().isEmpty()) { // as before the key was there
      ((ObjectNode) tree.get("data")).remove("filter");
    }
    if (!recipe.data().shuffle().followsShards()) { // as before the key was there
      ((ObjectNode) tree.get("data")).remove("shuffle");
    }
    if (recipe.training().lastBatch() == LastBatch.DROP) { // as before the key was there
      ((ObjectNode) tree.get("training")).remove("lastBatch");
    }
    if (recipe.training().head() == Recipe.Head.KEEP) {
      ((ObjectNode) tree.get("training")).remove("head");
    }
    if (recipe.training().freeze().isEmpty()) {
      ((ObjectNode) tree.get("training")).remove("freeze");
    }
    if (recipe.training().sync() == Recipe.Sync.STEP) {
      ((ObjectNode) tree.get("training")).remove("averaging");
    }
    return tree;
  }

  static String hash(Recipe recipe) {
    ObjectNode tree = deciding(recipe);
    byte[] bytes = print(tree, JsonMapper.builder().build()).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** A value of a declared type as {@link Binder} reads it. */
  static JsonNode tree(Object value, Type declared) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      Type element = ((ParameterizedType) declared).getActualTypeArguments()[0];
      list.forEach(one -> array.add(tree(one, element)));
      return array;
    }
    if (value instanceof Record record) {
      ObjectNode mapping = nodes.objectNode();
      if (declared instanceof Class<?> choice && Choices.isChoice(choice)) {
        mapping.put(Schema.KIND, Choices.kind(record.getClass()));
      }
      for (RecordComponent key : record.getClass().getRecordComponents()) {
        Object component = read(key, record);
        Type type = key.getGenericType();
        if (component instanceof Optional<?> optional) {
          Type held = ((ParameterizedType) type).getActualTypeArguments()[0];
          optional.ifPresent(present -> mapping.set(key.getName(), tree(present, held)));
        } else {
          mapping.set(key.getName(), tree(component, type));
        }
      }
      return mapping;
    }
    if (value instanceof Enum<?> constant) {
      return nodes.textNode(Schema.spelling(constant));
    }
    return YAML.valueToTree(value);
  }

  private static Object read(RecordComponent key, Record record) {
    try {
      return key.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + key, e);
    }
  }

  private static String print(JsonNode tree, com.fasterxml.jackson.databind.ObjectMapper mapper) {
    try {
      return mapper.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print a recipe", e);
    }
  }
}
