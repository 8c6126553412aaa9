package io.cofire.driver.cli;

import io.cofire.data.spark.PrepareProgress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** A preparation's progress: a bar on a terminal, a line every few seconds otherwise. */
final class CountedProgress implements PrepareProgress, AutoCloseable {

  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final ProgressBar bar;
  private long lastLine = System.nanoTime();

  CountedProgress(PrintWriter out) {
    this.out = out;
    this.bar = Terminal.isInteractive() ? Terminal.bar("prepare", "recordings") : null;
  }

  @Override
  public void update(long recordings, long total, long events, long rejected) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(recordings);
      bar.setExtraMessage("%,d events, %d rejected".formatted(events, rejected));
    } else if (System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      out.printf(
          "prepare: %,d of %,d recordings, %,d events, %d rejected%n",
          recordings, total, events, rejected);
      out.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
