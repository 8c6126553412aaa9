package io.cofire.driver.cli.convert;

import io.cofire.driver.cli.Terminal;
import io.cofire.driver.convert.ConversionProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** A conversion's progress: a bar on a terminal, a line every few seconds otherwise. */
final class ConversionLines implements ConversionProgress, AutoCloseable {

  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final Optional<ProgressBar> bar;
  private long lastLine = System.nanoTime();

  ConversionLines(PrintWriter out) {
    this.out = out;
    this.bar = Terminal.bar("convert", "events");
  }

  @Override
  public void update(int pass, long events, long total) {
    if (bar.isPresent()) {
      bar.get().maxHint(total == 0 ? -1 : total);
      bar.get().stepTo(events);
      bar.get().setExtraMessage("pass " + pass);
    } else if (System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      String of = total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
      out.printf(Locale.ROOT, "convert: pass %d, %,d%s events%n", pass, events, of);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
