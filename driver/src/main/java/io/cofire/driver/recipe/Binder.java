package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.config.Choices;
import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.network.NetworkConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tree becomes records: a record's components are its keys, a sealed interface is a mapping with
 * a {@code kind}, an enum is its name in lower-case kebab.
 */
final class Binder {

  private final Source source;

  private Binder(Source source) {
    this.source = source;
  }

  static Recipe bind(Source source) {
    return (Recipe) new Binder(source).record("", source.tree(), Recipe.class, "");
  }

  /** The network alone, of a tree that may have nothing else. */
  static NetworkConfig network(Source source) {
    JsonNode network = source.tree().path("network");
    return (NetworkConfig) new Binder(source).value("network", network, NetworkConfig.class);
  }

  private Object value(String path, JsonNode node, Type type) {
    if (isOptional(type)) {
      Type held = ((ParameterizedType) type).getActualTypeArguments()[0];
      return node.isNull() || node.isMissingNode()
          ? Optional.empty()
          : Optional.of(value(path, node, held));
    }
    if (node.isNull() || node.isMissingNode()) {
      throw source.error(path, path + " has no value");
    }
    if (type instanceof ParameterizedType list) {
      return list(path, node, list.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (Choices.isChoice(plain)) {
      return choice(path, node, plain);
    }
    if (plain.isRecord()) {
      return record(path, mapping(path, node), plain, "");
    }
    return plain.isEnum() ? constant(path, node, plain) : Scalar.of(source, path, node, plain);
  }

  private List<?> list(String path, JsonNode node, Type element) {
    if (!node.isArray()) {
      throw source.error(
          path, String.format(Locale.ROOT, "invalid %s: %s (must be a list)", path, node));
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      values.add(value(path + "[" + i + "]", node.get(i), element));
    }
    return values;
  }

  private Object choice(String path, JsonNode node, Class<?> choice) {
    Map<String, Class<? extends Record>> kinds = Choices.kinds(choice);
    String allowed = "must be one of " + String.join(", ", kinds.keySet());
    if (node.isArray()) {
      return choice(path, Schema.ofList(kinds, node), choice);
    }
    boolean bare = node.isTextual(); // the kind alone, with its defaults
    JsonNode kind = bare ? node : mapping(path, node).path(Schema.KIND);
    String place = bare ? path : path + "." + Schema.KIND;
    if (kind.isMissingNode()) {
      throw source.error(path, String.format(Locale.ROOT, "missing %s (%s)", place, allowed));
    }
    Class<? extends Record> type = kinds.get(kind.asText());
    if (type == null) {
      throw source.error(
          place, String.format(Locale.ROOT, "invalid %s: %s (%s)", place, kind.asText(), allowed));
    }
    ObjectNode keys = bare ? JsonNodeFactory.instance.objectNode() : (ObjectNode) node;
    return record(path, keys, type, Schema.KIND);
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }

  private Object record(String path, ObjectNode node, Class<?> type, String extraKey) {
    RecordComponent[] components = type.getRecordComponents();
    rejectUnknown(path, node, components, extraKey);
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      String key = join(path, components[i].getName());
      values[i] = value(key, written(key, node, components[i]), components[i].getGenericType());
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw refused(path, components, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type, e);
    }
  }

  private JsonNode written(String path, ObjectNode node, RecordComponent component) {
    JsonNode written = node.get(component.getName());
    if (written != null) {
      return written;
    }
    JsonNode fallback = Schema.fallback(component);
    if (fallback.isMissingNode() && !isOptional(component.getGenericType())) {
      throw source.error(path, "missing " + path + ", which has no default");
    }
    return fallback;
  }

  private void rejectUnknown(
      String path, ObjectNode node, RecordComponent[] components, String extraKey) {
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key) && !key.equals(extraKey)) {
        String unknown = join(path, key);
        throw source.error(unknown, "unknown key " + unknown + Nearest.hint(key, known));
      }
    }
  }

  /** A record's own complaint, with the place in the file instead of the record's own name. */
  private RecipeException refused(String path, RecordComponent[] components, Throwable cause) {
    if (cause instanceof InvalidValue invalid) {
      String last = invalid.key().substring(invalid.key().lastIndexOf('.') + 1);
      if (Arrays.stream(components).anyMatch(c -> c.getName().equals(last))) {
        String key = join(path, last);
        return source.error(
            key,
            String.format(
                Locale.ROOT, "invalid %s: %s (%s)", key, invalid.value(), invalid.rule()));
      }
    }
    String message = String.valueOf(cause.getMessage());
    return source.error(path, path.isEmpty() ? message : path + ": " + message);
  }

  private Object constant(String path, JsonNode node, Class<?> type) {
    List<Object> constants = Arrays.asList(type.getEnumConstants());
    return constants.stream()
        .filter(c -> Schema.spelling(c).equals(node.asText()))
        .findFirst()
        .orElseThrow(
            () -> {
              String allowed =
                  constants.stream().map(Schema::spelling).collect(Collectors.joining(", "));
              return source.error(
                  path,
                  String.format(
                      Locale.ROOT,
                      "invalid %s: %s (must be one of %s)",
                      path,
                      text(node),
                      allowed));
            });
  }

  private ObjectNode mapping(String path, JsonNode node) {
    if (node instanceof ObjectNode mapping) {
      return mapping;
    }
    throw source.error(
        path,
        String.format(Locale.ROOT, "invalid %s: %s (must be a mapping of keys)", path, text(node)));
  }

  private static String text(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
