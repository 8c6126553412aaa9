package io.cofire.driver.recipe;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One pass over a recipe's tokens, in work proportional to the text: finds the line of each path,
 * and refuses by name what a reader of YAML would carry out and this one does not (aliases, merge
 * keys, tags, further documents), and numbers that are not what they look like (010 is 8).
 */
final class YamlWalk {

  /** Mappings and lists inside each other; recipes need 7. */
  private static final int MOST_DEPTH = 32;

  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");
  private static final Pattern NOT_FINITE = Pattern.compile("(?i)[-+]?\\.?(inf|infinity|nan)");
  private static final String MERGE = "<<";

  private final YAMLParser parser;
  private final String name;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Map<String, Integer> lines = new HashMap<>();

  YamlWalk(YAMLParser parser, String name) {
    this.parser = parser;
    this.name = name;
  }

  /** A mapping or list that is open. */
  private static final class Level {

    private final String path;
    private final boolean list;
    private String key = "";
    private int next;

    Level(String path, boolean list) {
      this.path = path;
      this.list = list;
    }

    /** Path of the next value. */
    String child() {
      if (list) {
        return path + "[" + next++ + "]";
      }
      return path.isEmpty() ? key : path + "." + key;
    }
  }

  /** Line of each path of the whole text. */
  Map<String, Integer> lines() throws IOException {
    boolean ended = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (ended) {
        throw refused("a second document (nothing behind '---' or '...' is read)");
      }
      take(token);
      ended = levels.isEmpty();
    }
    return lines;
  }

  private void take(JsonToken token) throws IOException {
    requireCarriedOut(token);
    switch (token) {
      case END_OBJECT, END_ARRAY -> levels.pop();
      case FIELD_NAME -> {
        levels.element().key = parser.getText();
        locate(levels.element().child());
      }
      case START_OBJECT, START_ARRAY -> {
        if (levels.size() == MOST_DEPTH) {
          throw refused(String.format(Locale.ROOT, "a value inside %d others", MOST_DEPTH));
        }
        levels.push(new Level(located(), token == JsonToken.START_ARRAY));
      }
      default -> located();
    }
  }

  private String located() {
    String path = levels.isEmpty() ? "" : levels.element().child();
    locate(path);
    return path;
  }

  private void locate(String path) {
    lines.putIfAbsent(path, parser.getTokenLocation().getLineNr());
  }

  private void requireCarriedOut(JsonToken token) throws IOException {
    if (token == JsonToken.FIELD_NAME && parser.getText().equals(MERGE)) {
      throw refused("the merge key << (write its keys out, or use 'extends')");
    }
    if (parser.isCurrentAlias()) {
      throw refused("the alias *" + parser.getText() + " (write its value out)");
    }
    if (parser.getTypeId() != null) {
      throw refused("the tag !" + parser.getTypeId() + " (write the value alone)");
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT && NOT_FINITE.matcher(parser.getText()).matches()) {
      throw refused(parser.getText() + " (a number must be finite)");
    }
    if (token == JsonToken.VALUE_NUMBER_INT && LEADING_ZERO.matcher(parser.getText()).matches()) {
      throw refused(
          String.format(
              Locale.ROOT,
              "a number with a leading zero, %s, which YAML reads as octal (write it without)",
              parser.getText()));
    }
  }

  private RecipeException refused(String what) {
    String place = name + ", line " + parser.getTokenLocation().getLineNr();
    return new RecipeException(place, "a recipe does not take " + what);
  }
}
