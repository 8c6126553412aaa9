package io.cofire.driver.cli;

import java.util.regex.Pattern;

/**
 * Ctrl-C: Spark's own shutdown hook stops the job, and what the job then says of it is not worth
 * telling.
 */
final class Interruption {

  /** 128 + SIGINT, as shells say it. */
  static final int EXIT_CODE = 130;

  /** Java handles each signal in a thread of this name, which waits for the end of the process. */
  private static final Pattern HANDLER = Pattern.compile("SIG[A-Z]+ handler");

  private static volatile boolean exiting;

  private Interruption() {}

  /** Says at a Ctrl-C how to go on, and at an end that nobody asked for, what it may have been. */
  static void announce() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!exiting) {
                    System.err.println();
                    System.err.println("cofire: " + lastWords(isSignalled()));
                  }
                },
                "cofire-interruption"));
  }

  static String lastWords(boolean signalled) {
    return signalled
        ? "interrupted; the same command resumes"
        : "Spark ended this process, most likely for want of memory; give more with --memory";
  }

  private static boolean isSignalled() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> HANDLER.matcher(thread.getName()).matches());
  }

  /** The command ends of itself from here on. */
  static void over() {
    exiting = true;
  }

  /** Whether this process is being ended from outside. */
  static boolean underWay() {
    if (exiting) {
      return false;
    }
    Thread probe = new Thread(() -> {}, "cofire-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) { // Java's only sign that a shutdown has begun
      return true;
    }
  }
}
