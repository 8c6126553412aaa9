package io.cofire.driver.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Whether somebody watches, and the bar for those who do. */
public final class Terminal {

  private static final int UPDATE_MILLIS = 500;
  private static final String CLEAR_LINE = "\r\033[K";

  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // true up to JDK 21; the build requires 17
  static boolean isInteractive() {
    return System.console() != null;
  }

  /** Takes what a bar has drawn off its line. */
  static void clearLine() {
    System.out.print(CLEAR_LINE);
    System.out.flush();
  }

  /** A bar, where somebody watches. */
  public static Optional<ProgressBar> bar(String task, String unit) {
    if (!isInteractive()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" " + unit, 1)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .build());
  }
}
