package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of keys in the documents say what the records say. */
class RecipeDocsTest {

  private static final List<String> PAGES =
      List.of("recipes.md", "training-keys.md", "networks.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^## ");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Text below each heading of the second level. */
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  @BeforeAll
  static void read() throws IOException {
    for (String page : PAGES) {
      String text = Files.readString(Path.of("..", "docs", page));
      HEADING.splitAsStream(text).skip(1).forEach(RecipeDocsTest::add);
    }
  }

  private static void add(String section) {
    int end = section.indexOf('\n');
    SECTIONS.put(section.substring(0, end), section.substring(end));
  }

  @Test
  void everyKeyAndKindStandsInItsTableWithItsDefaultAndInItsOrder() {
    Map<String, List<String>> documented = new TreeMap<>();
    Map<String, List<String>> expected = new TreeMap<>();
    SECTIONS.forEach((title, text) -> documented.put(place(title), rows(text)));
    for (KeySection section : RecipeKeys.all()) {
      List<String> rows = expected.computeIfAbsent(table(section), title -> new ArrayList<>());
      if (ofKeys(table(section))) {
        section.keys().forEach(key -> rows.add("`%s` | %s".formatted(key.path(), fallback(key))));
      } else {
        rows.add("`%s` | %s".formatted(section.kind(), keys(section)));
      }
    }
    assertThat(documented).isEqualTo(expected);
  }

  @Test
  void everyWordThatAKeyTakesStandsBesideIt() {
    List<String> missing = new ArrayList<>();
    for (KeySection section : RecipeKeys.all()) {
      String text = code(table(section));
      for (RecipeKey key : section.keys()) {
        key.words().stream()
            .filter(word -> !has(text, word))
            .forEach(word -> missing.add(section.kind() + " " + key.path() + ": " + word));
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The first two cells of each row below the heads of a table. */
  private static List<String> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split(" *[|] *", -1))
        .map(cells -> cells[1] + " | " + cells[2])
        .toList();
  }

  /** Where a table is: that of a choice which stands in several places has several headings. */
  private static String place(String title) {
    return title.startsWith("network, ") ? title : title.split(", ", -1)[0];
  }

  private static String table(KeySection section) {
    if (section.path().isEmpty()) {
      return "The experiment";
    }
    return section.path().equals("network")
        ? "network, kind " + section.kind()
        : section.path().replace("[]", "");
  }

  private static boolean ofKeys(String table) {
    return table.equals("The experiment") || table.startsWith("network, ");
  }

  /** All that a section has in backticks. */
  private static String code(String table) {
    return SECTIONS.entrySet().stream()
        .filter(section -> place(section.getKey()).equals(table))
        .flatMap(section -> CODE.matcher(section.getValue()).results())
        .map(MatchResult::group)
        .collect(Collectors.joining(" "));
  }

  private static boolean has(String text, String word) {
    return Pattern.compile("(?<![\\w-])" + word + "(?![\\w-])").matcher(text).find();
  }

  private static String fallback(RecipeKey key) {
    return key.fallback().map(value -> "`" + value + "`").orElse(key.required() ? "" : "none");
  }

  /** As a row of kinds has them: {@code `keep`, `draw: batch`, `interpolation?`}. */
  private static String keys(KeySection section) {
    int prefix = section.path().length() + 1;
    return String.join(
        ", ",
        section.keys().stream()
            .map(
                key -> {
                  String name = key.path().substring(prefix);
                  String absent = key.required() ? "" : "?";
                  return "`"
                      + name
                      + key.fallback().map(value -> ": " + value).orElse(absent)
                      + "`";
                })
            .toList());
  }
}
