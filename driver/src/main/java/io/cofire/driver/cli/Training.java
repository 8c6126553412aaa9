package io.cofire.driver.cli;

import io.cofire.data.batches.Shuffle;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.lock.Owned;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.Cautions;
import io.cofire.driver.assembly.FrameCoverage;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.assembly.RunOrder;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.averaging.AveragingJob;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.report.RunReport;
import io.cofire.driver.run.BestEpoch;
import io.cofire.driver.run.MetricsFile;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.weights.StartingWeights;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.plan.MemoryPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** One recipe's training in a session: its directory, its job, its report, what is printed. */
public final class Training {

  private static final double NANOS = 1e9;

  /** Where a run begins. */
  public enum Start {
    /** At its newest checkpoint, if there is one. */
    RESUMED,
    /** At the beginning; what an earlier run has left is deleted. */
    FRESH,
    /** At its newest checkpoint, with another recipe that it may go on with. */
    EXTENDED;

    /** By the options of a command. */
    public static Start of(boolean fresh, boolean extend) {
      if (fresh && extend) {
        throw new UsageException(
            "Cannot train: --fresh deletes what --extend goes on with; leave one out");
      }
      return fresh ? FRESH : extend ? EXTENDED : RESUMED;
    }
  }

  private Training() {}

  static RunResult run(Session session, Recipe recipe, Start start, PrintWriter out)
      throws IOException {
    long began = System.nanoTime();
    try (TrainingProgress progress = new TrainingProgress(out)) {
      RunFolder folder = RunFolder.of(session, recipe);
      Recipe asked = session.located(recipe);
      ShardSet shards = HostData.shards(asked, session.hadoop());
      TrainingPlan plan = Assembly.of(asked, shards); // refuses what does not fit
      try (Owned owned = folder.take(recipe, session.spark()::stop)) {
        owned
            .before()
            .ifPresent(who -> out.println("taken over from a command that ended: " + who));
        folder.requireFree();
        RunOrder order = order(session, asked, start, folder, shards.manifest());
        Recipe located = order.recipe();
        order.said().ifPresent(what -> out.println("order of samples: " + what));
        order.doubt().ifPresent(progress::onWarning);
        RunStart begun = new RunStart(folder, located, progress::onWarning);
        begun.require(start, shards.manifest()).ifPresent(what -> out.println("extended: " + what));
        StartingWeights.lay(
            session.hadoop(), located, shards.manifest(), folder.run(), progress::onWarning);
        begun.keep();
        Cautions.of(located, shards.manifest()).forEach(progress::onWarning);
        FrameCoverage.doubt(located.data(), shards).ifPresent(progress::onWarning);
        out.println("memory of a rank: " + memory(plan).describe());
        out.flush();
        RunResult result = folder.told(train(session, located, folder, progress, owned, begun));
        double seconds = (System.nanoTime() - began) / NANOS;
        if (progress.anyStepLeft() || !folder.isReported(result.steps())) {
          MetricsFile.join(session.hadoop(), folder.run(), progress::onWarning);
          Recipe shown = recipe.withShuffle(located.data().shuffle());
          RunReport.of(shown, shards, result, seconds).write(session.hadoop(), folder.run());
        }
        progress.end();
        print(recipe, result, folder, seconds, out);
        return result;
      }
    }
  }

  /** What the run has begun with, or what is chosen for one that begins. */
  private static RunOrder order(
      Session session, Recipe recipe, Start start, RunFolder folder, Manifest manifest)
      throws IOException {
    Optional<Shuffle> began =
        start == Start.FRESH
            ? Optional.empty()
            : RunOrder.began(session.hadoop(), recipe, folder.run());
    Optional<Shuffle> before =
        began.isPresent() ? began : RunOrder.resumed(session.hadoop(), recipe);
    long memory = JobSettings.cacheBytes(session.spark().sparkContext().conf());
    return RunOrder.of(recipe, manifest, before, memory);
  }

  /** Of the rank with the largest share of a batch. */
  private static MemoryPlan memory(TrainingPlan plan) {
    Recipe recipe = plan.recipe();
    Recipe.Training training = recipe.training();
    MemoryPlan memory =
        MemoryPlan.of(
            recipe.network(),
            plan.trained(),
            plan.classes(),
            (training.batch() / training.parts() + plan.workers() - 1) / plan.workers(),
            training.optimizer(),
            recipe.run().recompute(),
            Meanwhile.NEVER);
    return training.ema().isPresent() ? memory.withAverage() : memory;
  }

  private static RunResult train(
      Session session,
      Recipe recipe,
      RunFolder folder,
      TrainingProgress progress,
      Owned owned,
      RunStart begun)
      throws IOException {
    try {
      return switch (recipe.training().sync()) {
        case STEP -> TrainingJob.run(session.spark(), recipe, folder.run(), progress);
        case AVERAGING -> AveragingJob.run(session.spark(), recipe, folder.run(), progress);
      };
    } catch (RuntimeException e) {
      owned.require(); // where it was lost, that is why Spark has stopped
      if (Diagnosis.of(e).fault() == Fault.USAGE) {
        takeBack(begun, e);
      }
      throw e;
    }
  }

  private static void takeBack(RunStart begun, RuntimeException why) {
    try {
      begun.takeBack();
    } catch (IOException e) { // what refused the command is the news
      why.addSuppressed(e);
    }
  }

  private static void print(
      Recipe recipe, RunResult result, RunFolder folder, double seconds, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s seed %d: %s, %d steps, %.1f s%n",
        recipe.name(),
        recipe.seed(),
        ScoreLines.scores(result.test()),
        result.steps(),
        seconds);
    result.best().ifPresent(best -> print(recipe.training(), result, best, out));
    out.printf(Locale.ROOT, "checkpoint: %s%n", Places.shown(new Path(result.checkpoint())));
    out.printf(Locale.ROOT, "report: %s%n", Places.shown(folder.report()));
    out.flush();
  }

  /** The line before is of the last epoch. */
  private static void print(
      Recipe.Training training, RunResult result, BestEpoch best, PrintWriter out) {
    if (training.stopEarly().filter(rule -> rule.ends(result.epochs(), best.epoch())).isPresent()) {
      out.printf(
          Locale.ROOT,
          "stopped early: after epoch %d of %d%n",
          result.epochs().size(),
          training.epochs());
    }
    out.printf(
        Locale.ROOT,
        "best epoch %d: validation accuracy %.4f, test accuracy %.4f, checkpoint: %s%n",
        best.epoch(),
        best.validationAccuracy(),
        best.testAccuracy(),
        Places.shown(new Path(best.checkpoint())));
  }
}
