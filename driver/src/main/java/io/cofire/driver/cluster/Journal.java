package io.cofire.driver.cluster;

import io.cofire.data.errors.Causes;
import io.cofire.driver.checkpoint.BackgroundWriter;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.MetricsFile;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.StepSplit;
import io.cofire.driver.run.StepTotals;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * What rank 0 writes down for all: checkpoints, metrics, and the report that the driver sees. A
 * step waits for a copy of the state in memory at most; a thread of its own writes it, one
 * checkpoint at a time, and a checkpoint that is due meanwhile waits for the first step after it.
 */
final class Journal implements AutoCloseable {

  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Recipe.Run run;
  private final CheckpointStore store;
  private final MetricsFile metrics;
  private final Queue<MetricsFile.Page> finished = new ConcurrentLinkedQueue<>();
  private final BackgroundWriter writer;
  private final ReportAccumulator report;
  private final StopWatch watch;
  private final long steps;
  private final long firstStep;
  private final Alarms alarms = new Alarms();
  private TrainingState copy; // the writer reads it unless it is idle
  private boolean overdue; // a checkpoint was due while another was being written
  private double epochStartSeconds;

  Journal(
      JobSpec spec,
      Recipe recipe,
      ReportAccumulator report,
      StopWatch watch,
      Progress from,
      long steps)
      throws IOException {
    Configuration hadoop = spec.hadoop().value();
    this.run = recipe.run();
    this.store = new CheckpointStore(hadoop, spec.directory());
    this.metrics = new MetricsFile(hadoop, spec.directory());
    this.writer = new BackgroundWriter(spec.deadline(), this::warn);
    this.report = report;
    this.watch = watch;
    this.steps = steps;
    this.firstStep = from.step();
    metrics.resume(from.epoch() + 1, from.step());
  }

  private void warn(String message) {
    report.add(report.value().warned(message));
  }

  /** Notes a step; returns what was found wrong in it. */
  List<String> step(Progress progress, StepTotals totals) throws IOException {
    double elapsed = watch.elapsedSeconds();
    long done = progress.step() - firstStep;
    StepProgress told =
        new StepProgress(
            progress.step(),
            steps,
            progress.epoch() + 1,
            progress.sums().meanLoss(),
            progress.sums().accuracy(),
            watch.samplesPerSecond(),
            elapsed / done * (steps - progress.step()),
            StepSplit.of(totals.ranks()),
            totals.firingRates(),
            alarms.look(progress.step(), totals.activity()));
    metrics.add(told);
    report.add(report.value().with(told));
    return told.alarms();
  }

  /**
   * Whether a checkpoint is to be made after this step; the last one of an epoch or of a run that
   * stops waits for the evaluation.
   */
  boolean due(Progress progress, int stepsPerEpoch) {
    overdue |= progress.step() % run.checkpointEverySteps() == 0;
    boolean inside = progress.stepInEpoch() < stepsPerEpoch && progress.step() < steps;
    return !writer.isLate() && writer.isIdle() && overdue && inside;
  }

  /** Makes the checkpoint of an epoch's end, if the writer is idle, and reports the epoch. */
  void epoch(Progress progress, RankTrainer trainer) {
    finished.add(metrics.page(progress.epoch()));
    metrics.startEpoch();
    checkpoint(progress, trainer);
    EpochMetrics last = progress.epochs().get(progress.epochs().size() - 1);
    double now = watch.elapsedSeconds();
    report.add(report.value().with(new Report.Epoch(last, now - epochStartSeconds)));
    epochStartSeconds = now;
  }

  /** Makes a checkpoint if the writer is idle; otherwise it is overdue. */
  void checkpoint(Progress progress, RankTrainer trainer) {
    overdue = !writer.isIdle();
    if (overdue) {
      return;
    }
    copy = copy == null ? trainer.state() : trainer.state(copy);
    TrainingState state = copy;
    List<MetricsFile.Page> pages =
        progress.stepInEpoch() == 0 ? List.of() : List.of(metrics.page(progress.epoch() + 1));
    writer.hand(
        "checkpoint of step " + progress.step(), warn -> write(progress, state, pages, warn));
  }

  /** On the writer's thread: metrics first, so that a checkpoint never stands without its own. */
  private void write(
      Progress progress,
      TrainingState state,
      List<MetricsFile.Page> pages,
      Consumer<String> warnings)
      throws IOException {
    for (MetricsFile.Page page = finished.peek(); page != null; page = finished.peek()) {
      page.write();
      finished.remove();
    }
    for (MetricsFile.Page page : pages) {
      page.write();
    }
    store.write(progress, state);
    try {
      store.retain(progress.step(), run.retention());
    } catch (IOException e) {
      warnings.accept("Cannot delete old checkpoints: " + Causes.describe(e));
    }
  }

  /**
   * Waits for a moment for a write that is under way.
   *
   * @return whether there is none any more, or it has lasted so long that nobody waits for it
   */
  boolean ready() {
    return writer.await(MOMENT) || writer.isLate();
  }

  /**
   * Waits for a moment until the last state is written; to be called until it is.
   *
   * @throws IOException if it cannot be written by the deadline
   */
  boolean settled(Progress progress, RankTrainer trainer) throws IOException {
    if (!writer.settle(MOMENT)) {
      return false;
    }
    if (!overdue) {
      return true;
    }
    checkpoint(progress, trainer);
    return false;
  }

  /** Lets a write under way end if it does so soon. */
  @Override
  public void close() {
    writer.close();
  }
}
