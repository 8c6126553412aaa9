package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A recipe as it was written: a tree, and for each path the place that it came from. */
final class Source {

  private static final Pattern OVERRIDE = Pattern.compile("[A-Za-z]\\w*([.]\\w+|\\[\\d+])*=.*");

  private final String name;
  private final ObjectNode tree;
  private final Map<String, String> places = new HashMap<>();

  private Source(String name, ObjectNode tree) {
    this.name = name;
    this.tree = tree;
  }

  String name() {
    return name;
  }

  ObjectNode tree() {
    return tree;
  }

  static Source read(Path file) {
    return parse(YamlText.load(file), file.toString());
  }

  static Source parse(String text, String name) {
    YamlText yaml = YamlText.read(text, name);
    if (!(yaml.tree() instanceof ObjectNode tree)) {
      throw new RecipeException(name, "expected 'key: value' lines, found none");
    }
    Source source = new Source(name, tree);
    yaml.lines().forEach((path, line) -> source.places.put(path, name + ", line " + line));
    return source;
  }

  /** A tree of one key, whose value names what errors are about. */
  static Source naming(String key, String value) {
    return new Source(value, JsonNodeFactory.instance.objectNode().put(key, value));
  }

  /** A problem with the value at a path. */
  RecipeException error(String path, String problem) {
    String place =
        Optional.ofNullable(places.get(path))
            .or(() -> madeBy(path))
            .or(() -> nearest(path))
            .orElse(name);
    return new RecipeException(place, problem);
  }

  /** Where the innermost mapping or list around a path comes from. */
  private Optional<String> nearest(String path) {
    return Stream.iterate(path, inner -> inner.matches(".*[.\\[].*"), Source::around)
        .map(inner -> places.get(around(inner)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static String around(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')));
  }

  /** The override that made a mapping which the file does not have. */
  private Optional<String> madeBy(String path) {
    return places.entrySet().stream()
        .filter(e -> e.getKey().startsWith(path + ".") && e.getValue().startsWith(overridden("")))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String overridden(String assignment) {
    return name + ", --set " + assignment;
  }

  /** Forgets a key of the first level. */
  void remove(String key) {
    tree.remove(key);
    places.remove(key);
  }

  /** These keys over those of a base, whose places stay known. */
  Source over(Source base) {
    Source both = new Source(name, (ObjectNode) Overlay.of(base.tree, tree));
    both.places.putAll(base.places);
    both.places.putAll(places);
    return both;
  }

  /** Replaces the value at a path, {@code a.b[0].c=VALUE}; the value is YAML. */
  void override(String assignment) {
    String origin = "--set " + assignment;
    if (!OVERRIDE.matcher(assignment).matches()) {
      throw new RecipeException(origin, "expected path=value, such as training.batch=60");
    }
    String path = assignment.substring(0, assignment.indexOf('='));
    String text = assignment.substring(assignment.indexOf('=') + 1);
    List<String> steps = List.of(path.split("[.\\[]"));
    JsonNode value = YamlText.read(text, origin).tree();
    put(parent(steps, origin), steps.get(steps.size() - 1), value, origin);
    String canonical = path.replaceAll("[.](\\d+)", "[$1]");
    places.keySet().removeIf(p -> p.startsWith(canonical + ".") || p.startsWith(canonical + "["));
    places.put(canonical, overridden(assignment));
  }

  private JsonNode parent(List<String> steps, String origin) {
    JsonNode node = tree;
    for (String step : steps.subList(0, steps.size() - 1)) {
      JsonNode child = child(node, step, origin);
      if (child == null) {
        child = JsonNodeFactory.instance.objectNode();
        put(node, step, child, origin);
      }
      node = child;
    }
    return node;
  }

  private static JsonNode child(JsonNode node, String step, String origin) {
    return node instanceof ArrayNode list ? list.get(index(list, step, origin)) : node.get(step);
  }

  private static void put(JsonNode node, String step, JsonNode value, String origin) {
    if (node instanceof ObjectNode mapping) {
      mapping.set(step, value);
    } else if (node instanceof ArrayNode list) {
      list.set(index(list, step, origin), value);
    } else {
      throw new RecipeException(origin, "the value that should hold " + step + " is no mapping");
    }
  }

  private static int index(ArrayNode list, String step, String origin) {
    String digits = step.replace("]", "");
    if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) >= list.size()) {
      throw new RecipeException(
          origin, "no entry " + digits + " (the list has 0 to " + (list.size() - 1) + ")");
    }
    return Integer.parseInt(digits);
  }
}
