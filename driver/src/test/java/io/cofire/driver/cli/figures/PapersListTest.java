package io.cofire.driver.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/papers.md} has a row for every table and figure of the papers. */
class PapersListTest {

  private static final Path LIST = Path.of("../docs/papers.md");
  private static final Pattern NUMBERS = Pattern.compile("([IVX]+|[0-9]+)[ab]?(?: to ([IVX]+))?");
  private static final List<String> ROMAN =
      List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X");

  @ParameterizedTest
  @CsvSource({"Zheng 2020, 6, 6", "Wu 2019, 7, 8", "Fang 2021, 7, 11", "Hu 2021, 10, 6"})
  void everyTableAndFigureHasARow(String paper, int tables, int figures) throws IOException {
    List<String> items = items(paper);

    assertThat(numbers(items, "Table")).isEqualTo(upTo(tables));
    assertThat(numbers(items, "Fig.")).isEqualTo(upTo(figures));
  }

  @Test
  void everyExhibitIsNamed() throws IOException {
    String list = Files.readString(LIST);

    assertThat(EveryExhibit.CATALOGUE.all())
        .extracting(Exhibit::name)
        .allMatch(name -> list.contains("`" + name + "`"), "is in papers.md");
  }

  /** First cells of a paper's rows, each of which has four that are filled. */
  private static List<String> items(String paper) throws IOException {
    String section =
        Files.readString(LIST).split("## " + paper + "\n", -1)[1].split("\n## ", -1)[0];
    List<String> items = new ArrayList<>();
    for (String line : section.lines().filter(line -> line.startsWith("|")).skip(2).toList()) {
      List<String> cells = List.of(line.substring(1).split("[|]"));
      assertThat(cells).as(line).hasSize(4).noneMatch(String::isBlank);
      items.add(cells.get(0).strip());
    }
    return items;
  }

  /** Numbers behind a word, as in "Table 1, 6; Fig. 2a", "Table VII to X". */
  private static Set<Integer> numbers(List<String> items, String word) {
    Set<Integer> found = new TreeSet<>();
    for (String item : items) {
      for (String part : item.split(";", -1)) {
        if (part.strip().startsWith(word)) {
          add(part.strip().substring(word.length()), found);
        }
      }
    }
    return found;
  }

  /** What is no number, such as the name of a data set, is left out. */
  private static void add(String listed, Set<Integer> found) {
    for (String each : listed.split(",", -1)) {
      Matcher matcher = NUMBERS.matcher(each.strip());
      if (matcher.matches()) {
        int first = number(matcher.group(1));
        int last = matcher.group(2) == null ? first : number(matcher.group(2));
        IntStream.rangeClosed(first, last).forEach(found::add);
      }
    }
  }

  private static int number(String word) {
    return Character.isDigit(word.charAt(0)) ? Integer.parseInt(word) : ROMAN.indexOf(word) + 1;
  }

  private static Set<Integer> upTo(int last) {
    Set<Integer> all = new TreeSet<>();
    IntStream.rangeClosed(1, last).forEach(all::add);
    return all;
  }
}
