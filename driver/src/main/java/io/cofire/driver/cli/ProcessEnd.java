package io.cofire.driver.cli;

import java.time.Duration;

/**
 * The end of this process, at most a few seconds after its last line. Spark asks executors to clean
 * up, and waits for minutes for one that is lost.
 */
final class ProcessEnd {

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration AFTER_LAST_LINE = Duration.ofSeconds(2);

  private static volatile boolean ours;

  private ProcessEnd() {}

  /** This process belongs to the command, and ends with it. */
  static void announce() {
    ours = true;
  }

  /**
   * Stops something, and goes on without it if that lasts too long and the process ends soon.
   *
   * @param hush keeps quiet what then goes wrong with things that nobody needs any more
   */
  static void stop(Runnable stopping, Runnable hush) {
    if (!ours) {
      stopping.run();
      return;
    }
    if (System.getenv("COFIRE_LOG") == null) {
      hush.run();
    }
    Thread thread = daemon(stopping, "cofire-stop");
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the process as {@link System#exit} does, without waiting for ever for what others do then.
   */
  static void exit(int code) {
    daemon(
        () -> {
          try {
            Thread.sleep(AFTER_LAST_LINE.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(code);
        },
        "cofire-exit");
    System.exit(code);
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
