package io.cofire.driver.cluster;

import io.cofire.data.errors.Causes;
import io.cofire.driver.assembly.Rate;
import io.cofire.driver.checkpoint.BackgroundWriter;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.MetricsFile;
import io.cofire.driver.run.Scores;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.StepSplit;
import io.cofire.driver.run.StepTotals;
import io.cofire.driver.run.StopWatch;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * What rank 0 writes: checkpoints, metrics, and the report that the driver sees. A step waits for a
 * copy of the state in memory at most; a thread of its own writes it, one checkpoint at a time, and
 * a checkpoint that is due meanwhile waits for the first step after it.
 */
final class WritingJournal implements Journal {

  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Recipe.Run run;
  private final CheckpointStore store;
  private final MetricsFile metrics;
  private final Queue<MetricsFile.Page> finished = new ConcurrentLinkedQueue<>();
  private final BackgroundWriter writer;
  private final ReportAccumulator report;
  private final StopWatch watch;
  private final Rate rate;
  private final long steps;
  private final long firstStep;
  private final Alarms alarms = new Alarms();
  private Optional<TrainingState> copy = Optional.empty(); // the writer reads it unless it is idle
  private Scores scores = Scores.NONE;
  private Map<String, Double> firingRates = Map.of(); // of the newest step that was counted
  private boolean overdue; // a checkpoint was due while another was being written
  private double epochStartSeconds;

  WritingJournal(
      JobSpec spec,
      Recipe recipe,
      ReportAccumulator report,
      StopWatch watch,
      Rate rate,
      Progress from,
      long steps)
      throws IOException {
    Configuration hadoop = spec.hadoop().value();
    this.run = recipe.run();
    this.store = new CheckpointStore(hadoop, spec.directory());
    this.metrics = new MetricsFile(hadoop, spec.directory(), run.events(hadoop, spec.directory()));
    this.writer = new BackgroundWriter(spec.deadline(), this::warn);
    this.report = report;
    this.watch = watch;
    this.rate = rate;
    this.steps = steps;
    this.firstStep = from.step();
    metrics.resume(from.epoch() + 1, from.step());
    from.epochs().forEach(epoch -> scores = scores.after(epoch));
  }

  private void warn(String message) {
    report.add(report.value().warned(message));
  }

  @Override
  public List<String> step(Progress progress, StepTotals totals) throws IOException {
    double elapsed = watch.elapsedSeconds();
    long done = progress.step() - firstStep;
    Map<String, Double> counted = totals.firingRates();
    firingRates = counted.isEmpty() ? firingRates : counted;
    StepProgress told =
        new StepProgress(
            progress.step(),
            steps,
            progress.epoch() + 1,
            progress.sums().meanLoss(),
            progress.sums().accuracy(),
            rate.at(progress.step() - 1),
            scores.testLoss(),
            scores.testAccuracy(),
            scores.validationLoss(),
            scores.validationAccuracy(),
            watch.samplesPerSecond(),
            elapsed / done * (steps - progress.step()),
            StepSplit.of(totals.ranks()),
            firingRates,
            alarms.look(progress, isWatched(progress) ? totals : totals.uncounted()));
    metrics.add(told);
    report.add(report.value().with(told));
    return told.alarms();
  }

  /** Whether this step is one whose firing is looked at, and not only noted in its line. */
  private boolean isWatched(Progress progress) {
    return progress.step() % run.watchEverySteps() == 0
        || progress.stepInEpoch() == rate.stepsPerEpoch();
  }

  @Override
  public void tested(Evaluation test, Optional<Evaluation> validation) throws IOException {
    scores = scores.after(test, validation);
    metrics.tested(scores);
  }

  @Override
  public boolean due(Progress progress, int stepsPerEpoch) {
    overdue |= progress.step() % run.checkpointEverySteps() == 0;
    boolean inside = progress.stepInEpoch() < stepsPerEpoch && progress.step() < steps;
    return !writer.isLate() && writer.isIdle() && overdue && inside;
  }

  @Override
  public void epoch(Progress progress, RankTrainer trainer) {
    finished.add(metrics.page(progress.epoch()));
    metrics.startEpoch();
    checkpoint(progress, trainer);
    EpochMetrics last = progress.epochs().get(progress.epochs().size() - 1);
    double now = watch.elapsedSeconds();
    report.add(report.value().with(new Report.Epoch(last, now - epochStartSeconds)));
    epochStartSeconds = now;
  }

  @Override
  public void checkpoint(Progress progress, RankTrainer trainer) {
    overdue = !writer.isIdle();
    if (overdue) {
      return;
    }
    TrainingState state = copy.map(trainer::state).orElseGet(trainer::state);
    copy = Optional.of(state);
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
    while (!finished.isEmpty()) {
      finished.element().write();
      finished.remove();
    }
    for (MetricsFile.Page page : pages) {
      page.write();
    }
    store.write(progress, state);
    try {
      store.retain(progress, run.retention());
    } catch (IOException e) {
      warnings.accept("Cannot delete old checkpoints: " + Causes.describe(e));
    }
  }

  @Override
  public boolean ready() {
    return writer.await(MOMENT) || writer.isLate();
  }

  @Override
  public boolean settled(Progress progress, RankTrainer trainer) throws IOException {
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
