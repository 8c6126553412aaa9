package io.cofire.tests.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documents as a program: blocks that begin with {@code ```sh} are run, blocks that
 * begin with {@code ```yaml NAME} are written into that file. Other blocks are only shown.
 */
record Page(Path file) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|yaml \\S+)\\n(.*?)^```$");

  /** A page by its path below the project's root. */
  static Page of(String name) {
    return new Page(CofireCommand.PROJECT.resolve(name));
  }

  /** The commands as one shell script, which stops at the first that fails. */
  String script() throws IOException {
    return blocks().stream().map(Page::asShell).collect(Collectors.joining("\n", "set -eu\n", ""));
  }

  /** How many blocks are run. */
  long runs() throws IOException {
    return blocks().stream().filter(block -> block.group(1).equals("sh")).count();
  }

  private List<MatchResult> blocks() throws IOException {
    return BLOCK.matcher(Files.readString(file)).results().toList();
  }

  private static String asShell(MatchResult block) {
    String kind = block.group(1);
    return kind.equals("sh")
        ? block.group(2)
        : "cat > " + kind.substring("yaml ".length()) + " <<'END'\n" + block.group(2) + "END\n";
  }
}
