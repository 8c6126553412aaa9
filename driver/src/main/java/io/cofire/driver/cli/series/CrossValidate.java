package io.cofire.driver.cli.series;

import io.cofire.driver.checkpoint.Computed;
import io.cofire.driver.cli.Series;
import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.ops.tensor.Arithmetic;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire cross-validate}: a recipe is trained once for each fold, and scored on it. */
@Command(
    name = "cross-validate",
    mixinStandardHelpOptions = true,
    description =
        "Trains a recipe once for each of the splits that it names, scores that split, trains on the others, and prints the mean.")
public final class CrossValidate implements Callable<Integer> {

  @Parameters(
      paramLabel = "RECIPE",
      description = "A YAML file; the splits of data.train and data.test are the folds.")
  private java.nio.file.Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the recipe, such as training.batch=60; may be repeated.")
  private List<String> overrides = List.of();

  @Option(names = "--fresh", description = "Deletes earlier results of these runs and starts over.")
  private boolean fresh;

  @Option(
      names = "--extend",
      description = "Goes on with this recipe where the runs were started with another.")
  private boolean extend;

  @Option(
      names = "--validate",
      description =
          "Leaves each fold out altogether and scores the next one: for choosing among recipes without a look at what the final figure is measured on.")
  private boolean validate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Start start = Start.of(fresh, extend);
    Recipe recipe = Recipe.read(file, overrides);
    List<Recipe> runs = Folds.of(recipe).runs(validate ? Folds.Scored.NEXT : Folds.Scored.OWN);
    out.println(recipe.yaml());
    runs.forEach(Series::requireFits);
    List<RunResult> results = new ArrayList<>();
    try (Series series = Series.open(recipe, "cofire cross-validate", out)) {
      for (Recipe run : runs) {
        out.printf(Locale.ROOT, "trains on %s, scores %s%n", run.data().train(), run.data().test());
        boolean begun = series.hasBegun(run);
        Start how = begun || start == Start.FRESH ? start : Start.RESUMED;
        results.add(series.train(run, how));
      }
    }
    warn(results, out);
    print(recipe, runs, results.stream().map(RunResult::test).toList(), out);
    return 0;
  }

  /** Figures that were computed in several ways are not compared without a word. */
  private static void warn(List<RunResult> results, PrintWriter out) {
    List<String> mixed =
        Arithmetic.mixed(
            results.stream().flatMap(run -> run.computed().stream()).map(Computed::by).toList());
    if (!mixed.isEmpty()) {
      out.println(
          "warning: the folds were not computed alike ("
              + String.join("; ", mixed)
              + "): part of what differs between them may be rounding");
    }
  }

  private static void print(
      Recipe recipe, List<Recipe> runs, List<EvaluationResult> results, PrintWriter out) {
    double[] accuracies = results.stream().mapToDouble(EvaluationResult::accuracy).toArray();
    long samples = 0;
    long right = 0;
    for (int i = 0; i < accuracies.length; i++) {
      EvaluationResult result = results.get(i);
      out.printf(
          Locale.ROOT,
          "%s: test accuracy %.4f, %d recordings%n",
          runs.get(i).data().test(),
          accuracies[i],
          result.samples());
      samples += result.samples();
      right += Math.round(accuracies[i] * result.samples());
    }
    MeanAndDeviation all = MeanAndDeviation.of(accuracies);
    out.printf(
        Locale.ROOT,
        "%s seed %d: mean accuracy %.4f of %d folds, standard deviation %.4f, %d of %d right%n",
        recipe.name(),
        recipe.seed(),
        all.mean(),
        accuracies.length,
        all.deviation(),
        right,
        samples);
    out.flush();
  }
}
