package io.cofire.driver.averaging;

import io.cofire.driver.assembly.ArithmeticText;
import io.cofire.driver.assembly.Rate;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.Computed;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.FormerRecipes;
import io.cofire.driver.checkpoint.Measure;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.Retention;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.MetricsFile;
import io.cofire.driver.run.Scores;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.StepTotals;
import io.cofire.driver.run.StopWatch;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Arithmetic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How far the run is, and what is written down of it: checkpoints and metrics. */
final class History {

  private final CheckpointStore store;
  private final FormerRecipes former;
  private final MetricsFile metrics;
  private final Retention retention;
  private final Rate rate;
  private Progress now;
  private final Measure measure;
  private Scores scores = Scores.NONE;
  private Path newest;

  History(Configuration hadoop, RunDirectory directory, TrainingPlan plan) throws IOException {
    Recipe recipe = plan.recipe();
    this.store = new CheckpointStore(hadoop, directory);
    this.former = new FormerRecipes(hadoop, directory);
    this.metrics = new MetricsFile(hadoop, directory, recipe.run().events(hadoop, directory));
    this.retention = recipe.run().retention();
    this.rate = plan.rate();
    this.measure = recipe.measure();
    this.now = Progress.start(recipe.seed(), recipe.hash(), plan.manifestHash());
  }

  Progress now() {
    return now;
  }

  Path newest() {
    return newest;
  }

  /** Puts the newest whole checkpoint into the model, if there is one. */
  void resume(AveragedModel model, TrainingListener listener) throws IOException {
    Optional<Path> found = store.newest(listener::onWarning);
    if (found.isPresent()) {
      newest = found.get();
      Progress progress =
          former.accept(
              store.progress(newest), now.recipeHash(), now.manifestHash(), newest.toString());
      TrainingState state = store.state(newest, model.parameterLayout(), model.statisticsLayout());
      if (!model.keepsOptimizer() && !isZero(state)) {
        listener.onWarning(
            newest
                + ": the optimizer's state is left out: training.averaging.averageOptimizer is false,"
                + " so each round starts it anew");
      }
      model.restore(state);
      now = progress;
      progress.epochs().forEach(epoch -> scores = scores.after(epoch));
    }
    metrics.resume(now.epoch() + 1, now.step());
  }

  /**
   * Notes how the run is computed from here on, and says where that is another way.
   *
   * @param by what its workers compute by
   */
  void computedBy(List<Arithmetic> by, TrainingListener listener) {
    Computed.warning(now.computed(), by, "step " + now.step()).ifPresent(listener::onWarning);
    ArithmeticText.warning(by).ifPresent(listener::onWarning);
    now = now.computedBy(by);
  }

  private static boolean isZero(TrainingState state) {
    return state.optimizer().values().stream()
        .allMatch(vector -> IntStream.range(0, vector.length).allMatch(i -> vector[i] == 0));
  }

  /**
   * After a round; returns the line of metrics that it noted.
   *
   * @param last step that the run ends with
   * @param first steps done when the attempt began
   */
  StepProgress add(RoundSums round, long last, long first, StopWatch watch) throws IOException {
    now =
        now.afterSteps(
            round.iterations(), now.sums().plus(round.loss(), round.correct(), round.examples()));
    StepProgress told =
        new StepProgress(
            now.step(),
            last,
            now.epoch() + 1,
            now.sums().meanLoss(),
            now.sums().accuracy(),
            rate.at(now.step() - 1),
            scores.testLoss(),
            scores.testAccuracy(),
            scores.validationLoss(),
            scores.validationAccuracy(),
            watch.samplesPerSecond(),
            watch.elapsedSeconds() / (now.step() - first) * (last - now.step()),
            null,
            StepTotals.rates(round.activity()),
            List.of());
    metrics.add(told);
    return told;
  }

  /** Notes what the evaluation after the last round came to. */
  void tested(EpochMetrics metrics) throws IOException {
    scores = scores.after(metrics);
    this.metrics.tested(scores);
  }

  /** After an epoch's evaluation; writes its checkpoint. */
  void endEpoch(EpochMetrics epoch, AveragedModel model) throws IOException {
    now = now.afterEpoch(epoch, measure);
    write(now.epoch(), model);
    metrics.startEpoch();
  }

  /** Writes a checkpoint in the middle of an epoch. */
  void write(AveragedModel model) throws IOException {
    write(now.epoch() + 1, model);
  }

  private void write(int epoch, AveragedModel model) throws IOException {
    metrics.write(epoch);
    newest = store.write(now, model.state());
    store.retain(now, retention);
  }
}
