package io.cofire.tests.cli;

import io.cofire.data.Patience;
import io.cofire.tests.cluster.ShortLived;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs {@code deploy/cofire} as a user does: another process, its own exit code, its printed lines.
 */
final class CofireCommand {

  /** The project's root: the tests run in its {@code tests} folder. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  /** What {@code env} sets for Java's sake in a process that lives for seconds. */
  static final String JAVA_OPTIONS = "JDK_JAVA_OPTIONS=" + ShortLived.OPTIONS;

  private final Path directory;

  /** Commands that run in this folder. */
  CofireCommand(Path directory) {
    this.directory = directory;
  }

  /** What a finished command left. */
  record Outcome(int exitCode, String output) {}

  /** Runs to the end; a command that takes longer than {@link Patience} is killed and fails. */
  Outcome run(String... arguments) {
    Running running = start(arguments);
    return running.await(Patience.LIMIT);
  }

  /** Starts without waiting. */
  Running start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", JAVA_OPTIONS));
    command.add(PROJECT.resolve("deploy/cofire").toString());
    command.addAll(Arrays.asList(arguments));
    return startCommand(command.toArray(String[]::new));
  }

  /** Starts any command in this folder without waiting. */
  Running startCommand(String... command) {
    try {
      Path log = Files.createTempFile(directory, "cofire", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      List<String> nameless = ShortLived.nameless();
      if (!nameless.isEmpty()) {
        String options = nameless.stream().map(ShortLived::quoted).collect(Collectors.joining(" "));
        builder.environment().put("JDK_JAVA_OPTIONS", options);
      }
      return new Running(builder.start(), log);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start " + String.join(" ", command), e);
    }
  }

  /** A command under way. */
  record Running(Process process, Path log) {

    /** Waits for its end. */
    Outcome await(Duration limit) {
      try {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new IllegalStateException("Still running after " + limit + ":\n" + output());
        }
        return new Outcome(process.exitValue(), output());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** What it has printed so far. */
    String output() {
      try {
        return Files.readString(log, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Waits until a line with this text was printed. */
    void awaitOutput(String text, Duration limit) throws InterruptedException {
      long end = System.nanoTime() + limit.toNanos();
      while (!output().contains(text)) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IllegalStateException("No '" + text + "' in:\n" + output());
        }
        Thread.sleep(50);
      }
    }

    /** What Ctrl-C does: SIGINT to the launcher and everything it started. */
    void interrupt() throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of("kill", "-INT"));
      command.add(Long.toString(process.pid()));
      process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
      new ProcessBuilder(command).inheritIO().start().waitFor();
    }
  }
}
