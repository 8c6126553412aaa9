package io.cofire.driver.cli;

/**
 * Ctrl-C: Spark's own shutdown hook stops the job, and what the job then says of it is not worth
 * telling.
 */
final class Interruption {

  /** 128 + SIGINT, as shells say it. */
  static final int EXIT_CODE = 130;

  private static volatile boolean exiting;

  private Interruption() {}

  /** Says at a Ctrl-C how to go on. */
  static void announce() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!exiting) {
                    System.err.println();
                    System.err.println("cofire: interrupted; the same command resumes");
                  }
                },
                "cofire-interruption"));
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
