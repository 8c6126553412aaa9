package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A command in this process, and what it prints on both streams. */
final class CommandOutput {

  private CommandOutput() {}

  /**
   * What a command ended with.
   *
   * @param code its exit code
   * @param out what it printed
   * @param err what it complained of
   */
  record Ended(int code, String out, String err) {}

  /** Runs a command, which must end with a code; gives both streams as one. */
  static String of(int code, String... arguments) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    int found = execute(both, both, arguments);
    String text = both.toString(StandardCharsets.UTF_8);
    assertThat(found).as(text).isEqualTo(code);
    return text;
  }

  /** Runs a command; gives each stream by itself. */
  static Ended apart(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    int code = execute(printed, complained, arguments);
    return new Ended(
        code,
        printed.toString(StandardCharsets.UTF_8),
        complained.toString(StandardCharsets.UTF_8));
  }

  private static int execute(
      ByteArrayOutputStream printed, ByteArrayOutputStream complained, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      return Cofire.execute(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Deletes a folder and all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      inside.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
