package io.cofire.driver.cli;

import io.cofire.data.simulate.SimulationProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** A simulation's progress: a bar on a terminal, a line every few seconds otherwise. */
final class SimulationLines implements SimulationProgress, AutoCloseable {

  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final Optional<ProgressBar> bar;
  private long lastLine = System.nanoTime();
  private int most;

  SimulationLines(PrintWriter out) {
    this.out = out;
    this.bar = Terminal.bar("simulate", "recordings");
  }

  @Override
  public synchronized void update(int recordings, int total) {
    most = Math.max(most, recordings); // threads may come late with older news
    if (bar.isPresent()) {
      bar.get().maxHint(total == 0 ? -1 : total);
      bar.get().stepTo(most);
    } else if (System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      String of = total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
      out.printf(Locale.ROOT, "simulate: %,d%s recordings%n", most, of);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
