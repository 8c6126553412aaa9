package io.cofire.driver.cli;

import io.cofire.data.shards.ShardSet;
import io.cofire.driver.averaging.AveragingJob;
import io.cofire.driver.cluster.RunResult;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire train}: a recipe becomes trained weights and a report. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a recipe; an interrupted training goes on from its newest checkpoint.")
final class Train implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @Parameters(paramLabel = "RECIPE", description = "A YAML file.")
  private java.nio.file.Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the recipe, such as training.batch=60; may be repeated.")
  private List<String> overrides = List.of();

  @Option(
      names = "--fresh",
      description = "Deletes this run's earlier checkpoints and starts over.")
  private boolean fresh;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    Recipe recipe = Recipe.read(file, overrides);
    out.println(recipe.yaml());
    out.flush();
    try (Session session = Session.of(recipe, "cofire train " + recipe.name());
        TrainingProgress progress = new TrainingProgress(out)) {
      RunFolder folder = RunFolder.of(session, recipe);
      Recipe located = session.located(recipe);
      ShardSet shards = ShardSet.open(session.hadoop(), new Path(located.data().shards()));
      claim(folder, located);
      RunResult result = train(session, located, folder, progress);
      double seconds = (System.nanoTime() - start) / NANOS;
      if (progress.anyStepLeft() || !folder.hasReport()) {
        RunReport.of(recipe, shards, result, seconds).write(session.hadoop(), folder.run());
      }
      progress.end();
      print(recipe, result, folder, seconds);
    }
    return 0;
  }

  private void claim(RunFolder folder, Recipe recipe) throws IOException {
    if (fresh) {
      folder.clear();
    }
    folder.requireSame(recipe);
    folder.keep(recipe);
  }

  private static RunResult train(
      Session session, Recipe recipe, RunFolder folder, TrainingProgress progress)
      throws IOException {
    return switch (recipe.training().sync()) {
      case STEP -> TrainingJob.run(session.spark(), recipe, folder.run(), progress);
      case AVERAGING -> AveragingJob.run(session.spark(), recipe, folder.run(), progress);
    };
  }

  private void print(Recipe recipe, RunResult result, RunFolder folder, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s seed %d: test accuracy %.4f, test loss %.4f, %d steps, %.1f s%n",
        recipe.name(),
        recipe.seed(),
        result.test().accuracy(),
        result.test().loss(),
        result.steps(),
        seconds);
    out.println("checkpoint: " + Places.shown(new Path(result.checkpoint())));
    out.println("report: " + Places.shown(folder.report()));
    out.flush();
  }
}
