package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** What rank 0 writes down for all: checkpoints, metrics, and the report that the driver sees. */
final class Journal {

  private final Recipe.Run run;
  private final CheckpointStore store;
  private final MetricsFile metrics;
  private final ReportAccumulator report;
  private final StopWatch watch;
  private final long steps;
  private final long firstStep;
  private final Alarms alarms = new Alarms();
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
    this.report = report;
    this.watch = watch;
    this.steps = steps;
    this.firstStep = from.step();
    metrics.resume(from.epoch() + 1, from.step());
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
   * Whether a checkpoint is due after this step; the last one of an epoch or of a run that stops
   * waits for the evaluation.
   */
  boolean due(Progress progress, int stepsPerEpoch) {
    return progress.step() % run.checkpointEverySteps() == 0
        && progress.stepInEpoch() < stepsPerEpoch
        && progress.step() < steps;
  }

  /** Writes a checkpoint in the middle of an epoch. */
  void checkpoint(Progress progress, TrainingState state) throws IOException {
    metrics.write(progress.epoch() + 1);
    save(progress, state);
  }

  /** Writes the checkpoint of an epoch's end and reports the epoch. */
  void epoch(Progress progress, TrainingState state) throws IOException {
    metrics.write(progress.epoch());
    metrics.startEpoch();
    save(progress, state);
    EpochMetrics last = progress.epochs().get(progress.epochs().size() - 1);
    double now = watch.elapsedSeconds();
    report.add(report.value().with(new Report.Epoch(last, now - epochStartSeconds)));
    epochStartSeconds = now;
  }

  private void save(Progress progress, TrainingState state) throws IOException {
    store.write(progress, state);
    store.retain(progress.step(), run.keepCheckpoints());
  }
}
