package io.cofire.driver.cli;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** A training's progress: a bar on a terminal, plain lines otherwise; a line an epoch on both. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

  private static final long LINE_NANOS = 10_000_000_000L;

  private final PrintWriter out;
  private Optional<ProgressBar> bar = Optional.empty();
  private int epochs;
  private boolean anyStepLeft = true;
  private long lastLine = System.nanoTime();

  TrainingProgress(PrintWriter out) {
    this.out = out;
  }

  /** Whether the last attempt had anything to train; a finished run has not. */
  boolean anyStepLeft() {
    return anyStepLeft;
  }

  @Override
  public void onStart(Plan plan) {
    epochs = plan.epochs();
    anyStepLeft = plan.firstStep() < plan.steps();
    String from = plan.firstStep() == 0 ? "" : from(plan);
    boolean stops = plan.steps() < (long) plan.epochs() * plan.stepsPerEpoch();
    String stop =
        anyStepLeft
            ? ", stopping after step "
            : ", which leaves no step before run.stopAfterSteps, ";
    String to = stops ? stop + plan.steps() : "";
    line(
        "training: %d ranks in %d processes, %d epochs of %d steps%s%s",
        plan.ranks(), plan.hosts(), plan.epochs(), plan.stepsPerEpoch(), from, to);
    bar = bar.or(() -> Terminal.bar("train", "steps"));
    bar.ifPresent(
        shown -> {
          shown.maxHint(plan.steps());
          shown.stepTo(plan.firstStep());
        });
  }

  private static String from(Plan plan) {
    long all = (long) plan.epochs() * plan.stepsPerEpoch();
    boolean last = plan.firstStep() == all && plan.steps() == all;
    return ", resumed at step "
        + plan.firstStep()
        + (last ? ", the last one: nothing is left to train" : "");
  }

  @Override
  public void onStep(StepProgress now) {
    if (bar.isPresent()) {
      bar.get().stepTo(now.step());
      bar.get()
          .setExtraMessage(
              String.format(
                  Locale.ROOT,
                  "loss %.3f, accuracy %.3f, %.1f samples/s, %s left",
                  now.loss(),
                  now.accuracy(),
                  now.samplesPerSecond(),
                  clock(now.secondsLeft())));
    } else if (System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      line(
          "step %d/%d  epoch %d  loss %.4f  accuracy %.4f  %.1f samples/s  %s left",
          now.step(),
          now.steps(),
          now.epoch(),
          now.loss(),
          now.accuracy(),
          now.samplesPerSecond(),
          clock(now.secondsLeft()));
    }
  }

  @Override
  public void onEpoch(EpochMetrics metrics, double seconds) {
    String validated =
        metrics.isValidated()
            ? String.format(
                Locale.ROOT,
                "  validation loss %.4f  validation accuracy %.4f",
                metrics.validationLoss(),
                metrics.validationAccuracy())
            : "";
    line(
        "epoch %d/%d  loss %.4f  accuracy %.4f  test loss %.4f  test accuracy %.4f%s  %.1f s",
        metrics.epoch(),
        epochs,
        metrics.trainLoss(),
        metrics.trainAccuracy(),
        metrics.testLoss(),
        metrics.testAccuracy(),
        validated,
        seconds);
  }

  @Override
  public void onWarning(String message) {
    if (!Interruption.underWay()) {
      line("warning: %s", message);
    }
  }

  private synchronized void line(String format, Object... values) {
    if (bar.isPresent()) {
      Terminal.clearLine();
    }
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }

  private static String clock(double seconds) {
    long whole = Math.round(Math.max(0, seconds));
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** Takes the bar away, so that what is printed next stands below it. */
  void end() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  @Override
  public void close() {
    end();
  }
}
