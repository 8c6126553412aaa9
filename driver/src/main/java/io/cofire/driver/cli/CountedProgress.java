package io.cofire.driver.cli;

import io.cofire.data.spark.PrepareProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** A preparation's progress: a bar on a terminal, a line every few seconds otherwise. */
final class CountedProgress implements PrepareProgress, AutoCloseable {

  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final String samples;
  private final Optional<ProgressBar> bar;
  private long lastLine = System.nanoTime();

  /**
   * Nothing so far.
   *
   * @param samples what is counted: recordings or images
   */
  CountedProgress(PrintWriter out, String samples) {
    this.out = out;
    this.samples = samples;
    this.bar = Terminal.bar("prepare", samples);
  }

  @Override
  public void update(long recordings, long total, long events, long rejected) {
    String details =
        events == 0
            ? String.format(Locale.ROOT, "%d rejected", rejected)
            : String.format(Locale.ROOT, "%,d events, %d rejected", events, rejected);
    if (bar.isPresent()) {
      bar.get().maxHint(total == 0 ? -1 : total);
      bar.get().stepTo(recordings);
      bar.get().setExtraMessage(details);
    } else if (System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      String of = total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
      out.printf(Locale.ROOT, "prepare: %,d%s %s, %s%n", recordings, of, samples, details);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
