package io.cofire.tests.bench;

/** The process of a benchmark that starts Spark or HDFS, whose threads outlive their closing. */
final class WholeProcess {

  private WholeProcess() {}

  /** Runs it, and ends the process with it: 0, or 1 after the stack trace of what went wrong. */
  static void end(CpuTime.Work benchmark) {
    int code = 0;
    try {
      benchmark.run();
    } catch (Exception e) {
      e.printStackTrace();
      code = 1;
    }
    System.exit(code);
  }
}
