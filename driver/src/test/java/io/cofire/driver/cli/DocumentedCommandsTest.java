package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that a document prints is one that the command line understands. */
final class DocumentedCommandsTest {

  private static final Path ROOT = Path.of("..");

  /** A line of its own; one that ends with a backslash goes on. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ *(?:\\$ )?deploy/cofire ((?:[^\\n]*\\\\\\n)*[^\\n]*)$");

  /** A word of a shell: bare, or in quotes of one kind; what follows {@code #} is a comment. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"#]|'[^']*'|\"[^\"]*\")+|#.*");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(docs, Stream.of(ROOT.resolve("README.md"))).sorted().toList().stream();
    }
  }

  static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path page : pages().toList()) {
      COMMAND
          .matcher(Files.readString(page))
          .results()
          .map(found -> found.group(1).replace("\\\n", " "))
          .filter(command -> !command.contains("COMMAND") && !command.contains("..."))
          .forEach(commands::add);
    }
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandLineUnderstandsIt(String command) {
    List<String> words = withoutLauncher(words(command));

    assertThatCode(() -> Cofire.line().parseArgs(words.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }

  @Test
  void manyAreFound() throws IOException {
    assertThat(commands()).hasSizeGreaterThan(25);
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(MatchResult::group)
        .takeWhile(word -> !word.startsWith("#") && !word.equals(">"))
        .map(word -> word.replaceAll("['\"]", ""))
        .toList();
  }

  /** The launcher takes these itself, each with a value. */
  private static List<String> withoutLauncher(List<String> words) {
    int first = 0;
    while (List.of("--master", "--conf", "--memory").contains(words.get(first))) {
      first += 2;
    }
    return words.subList(first, words.size());
  }
}
