package io.cofire.driver.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
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
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw new RecipeException(file.toString(), "no such file", e);
    } catch (IOException e) {
      throw new RecipeException(file.toString(), e.toString(), e);
    }
  }

  static Source parse(String text, String name) {
    try {
      if (!(YAML.readTree(text) instanceof ObjectNode tree)) {
        throw new RecipeException(name, "expected 'key: value' lines, found none");
      }
      Source source = new Source(name, tree);
      source.locate(text);
      return source;
    } catch (JsonProcessingException e) {
      throw new RecipeException(name, problem(e), e);
    } catch (IOException e) {
      throw new RecipeException(name, e.toString(), e);
    }
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
    try {
      JsonNode value = YAML.readTree(text);
      List<String> steps = List.of(path.split("[.\\[]"));
      put(parent(steps, origin), steps.get(steps.size() - 1), value, origin);
    } catch (JsonProcessingException e) {
      throw new RecipeException(origin, problem(e), e);
    }
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

  /** Walks the tokens once more, for the lines that a tree does not keep. */
  private void locate(String text) throws IOException {
    try (JsonParser parser = YAML.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
          String line = name + ", line " + parser.getTokenLocation().getLineNr();
          places.putIfAbsent(path(parser.getParsingContext()), line);
        }
      }
    }
  }

  private static String path(JsonStreamContext context) {
    if (context == null || context.inRoot()) {
      return "";
    }
    String parent = path(context.getParent());
    if (context.inArray()) {
      return context.hasCurrentIndex() ? parent + "[" + context.getCurrentIndex() + "]" : parent;
    }
    String key = context.getCurrentName();
    return key == null ? parent : parent.isEmpty() ? key : parent + "." + key;
  }

  private static String problem(JsonProcessingException e) {
    String[] lines = e.getOriginalMessage().split("\n", -1);
    String at = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return "not YAML: " + at + lines[0].trim();
  }
}
