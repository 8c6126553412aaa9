package io.cofire.tests.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process in a namespace that answers each line with one, and ends when its input does. */
public final class Servant implements AutoCloseable {

  private static final String END = "";

  private final String name;
  private final Process process;
  private final PrintStream input;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private Servant(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, name + "-answers");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a class's {@code main} with this process's own classes. */
  static Servant start(String space, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", space));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Servant(main.getSimpleName() + " in " + space, builder.start());
  }

  /** Also where the test runner hides the classes in a jar's manifest. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        answers.add(line);
      }
    } catch (IOException e) {
      // It has ended.
    }
    answers.add(END);
  }

  /** Gives an order, whose answer comes later. */
  void order(String line) {
    input.println(line);
  }

  /**
   * Waits for the answer to an order.
   *
   * @return what follows {@code ok}
   * @throws IOException if the answer is a failure, or none
   */
  String answer(Duration limit) throws IOException, InterruptedException {
    String answer = reply(limit);
    if (!answer.startsWith("ok")) {
      throw new IOException(name + ": " + answer);
    }
    return answer.substring(2).strip();
  }

  /** Waits for the answer to an order, a failure too. */
  String reply(Duration limit) throws IOException, InterruptedException {
    String answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null || answer.equals(END)) {
      throw new IOException(name + (answer == null ? " does not answer" : " has ended"));
    }
    return answer;
  }

  /** Processor time that it has taken so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
