package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be checked of documents: that they are short, whole, and lead where they say. */
final class DocumentsTest {

  private static final int MOST_WORDS = 1_200;
  private static final int MOST_LINES = 150;
  private static final Path ROOT = CofireCommand.PROJECT;
  private static final Path README = ROOT.resolve("README.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern VARIABLE = Pattern.compile("COFIRE_[A-Z]+");
  private static final Pattern RECIPE = Pattern.compile("conf/recipes/[\\w/-]+\\.yaml");

  @Test
  void theReadmeIsReadInAFewMinutes() throws IOException {
    assertThat(Files.readString(README).strip().split("\\s+", -1))
        .hasSizeLessThanOrEqualTo(MOST_WORDS);
  }

  @Test
  void theReadmeHasTheCommandsOfTheLauncherAndNoOther() throws IOException {
    Matcher listed = Pattern.compile("Commands: ([a-z, -]+)\\.").matcher(launcher());
    assertThat(listed.find()).isTrue();
    List<String> documented =
        Files.readAllLines(README).stream()
            .dropWhile(line -> !line.startsWith("| command |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("`", -1)[1])
            .toList();
    assertThat(documented).containsExactlyInAnyOrder(listed.group(1).split(", ", -1));
  }

  @Test
  void theReadmeHasEveryVariableThatIsRead() throws IOException {
    Set<String> read = matches(VARIABLE, launcher());
    read.addAll(matches(VARIABLE, Files.readString(ROOT.resolve("conf/log4j2.properties"))));
    assertThat(matches(VARIABLE, Files.readString(README))).isEqualTo(read);
  }

  @Test
  void theReadmeLeadsToEveryPage() throws IOException {
    List<String> pages =
        pages().stream()
            .filter(page -> !page.equals(README))
            .map(page -> "](" + ROOT.relativize(page) + ")")
            .toList();
    assertThat(pages).hasSizeGreaterThan(10);
    assertThat(Files.readString(README)).contains(pages);
  }

  @Test
  void everyLinkLeadsToAPlaceThatIsThere() throws IOException {
    for (Path page : pages()) {
      Matcher link = LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          requirePlace(page, link);
        }
      }
    }
  }

  @Test
  void everyRecipeThatAPageNamesIsThere() throws IOException {
    for (Path page : pages()) {
      for (String recipe : matches(RECIPE, Files.readString(page))) {
        assertThat(ROOT.resolve(recipe)).as("named in %s", page).isRegularFile();
      }
    }
  }

  @Test
  void noPageIsLongerThanAReaderFollows() throws IOException {
    for (Path page : pages()) {
      assertThat(Files.readAllLines(page)).as("%s", page).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }

  private static void requirePlace(Path page, Matcher link) throws IOException {
    String name = link.group(1);
    Path target = name.isEmpty() ? page : page.resolveSibling(name).normalize();
    assertThat(target).as("%s in %s", link.group(), page).exists();
    if (link.group(2) != null) {
      Set<String> headings =
          HEADING
              .matcher(Files.readString(target))
              .results()
              .map(heading -> anchor(heading.group(1)))
              .collect(Collectors.toSet());
      assertThat(headings).as("%s in %s", link.group(), page).contains(link.group(2));
    }
  }

  /** What GitHub makes of a heading. */
  private static String anchor(String heading) {
    String plain = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "");
    return plain.replace(' ', '-');
  }

  private static String launcher() throws IOException {
    return Files.readString(ROOT.resolve("deploy/cofire"));
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
              Stream.concat(docs, Stream.of(ROOT.resolve("data-pipeline/SHARD_FORMAT.md"))))
          .sorted()
          .toList();
    }
  }
}
