package io.cofire.driver.cli.series;

import io.cofire.data.errors.Legible;
import io.cofire.data.files.FileSystems;
import io.cofire.driver.cli.Series;
import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.cli.UsageException;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire sweep}: a recipe is trained once for each choice of values and each seed. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a recipe once for each choice of values and each seed, one run after the other, and",
      "prints the mean and the standard deviation of each choice. The same command goes on where it",
      "stopped: finished runs stay as they are. A run that fails is listed, and the others go on."
    })
public final class Sweep implements Callable<Integer> {

  @Parameters(paramLabel = "RECIPE", description = "A YAML file.")
  private java.nio.file.Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE,...",
      description = {
        "Values of a key, such as training.batch=30,60; may be repeated, for every choice of one",
        "value a key. A comma inside brackets is a part of its value."
      })
  private List<String> sets = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "SEEDS",
      description = "Such as 1-3 or 1,5,9; without it, the recipe's.")
  private Optional<String> seeds = Optional.empty();

  @Option(names = "--fresh", description = "Deletes earlier results of these runs and starts over.")
  private boolean fresh;

  @Spec private CommandSpec spec;

  private record Planned(Setting setting, Recipe recipe) {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Planned> runs = planned();
    Recipe first = runs.get(0).recipe();
    for (Planned run : runs) {
      if (run.recipe().training().sync() != first.training().sync()) {
        throw new UsageException(
            "Cannot sweep over training.sync: a session trains in one of the two ways");
      }
      Series.requireFits(run.recipe());
    }
    out.printf(Locale.ROOT, "sweep: %d runs%n", runs.size());
    int base = first.name().length() - runs.get(0).setting().suffix().length();
    String folder = first.run().directory() + "/" + first.name().substring(0, base) + "-sweep";
    try (Series series = Series.open(first, "cofire sweep", out)) {
      return train(series, runs, FileSystems.path(folder), out);
    }
  }

  private List<Planned> planned() {
    List<SweptKey> choices = sets.stream().map(SweptKey::parse).toList();
    List<String> keys = choices.stream().map(SweptKey::key).distinct().toList();
    if (keys.size() < choices.size()) {
      throw new UsageException("Cannot sweep: --set names a key twice; give all values at once");
    }
    for (SweptKey choice : choices) {
      if (choice.key().equals("name") || (choice.key().equals("seed") && seeds.isPresent())) {
        throw new UsageException(
            "Cannot sweep over --set "
                + choice.key()
                + ": names follow from the values, and --seeds says the seeds");
      }
    }
    List<Planned> runs = new ArrayList<>();
    for (Setting setting : Setting.all(choices)) {
      Recipe plain = Recipe.read(file, setting.overrides());
      for (long seed : seeds.map(Seeds::parse).orElse(List.of(plain.seed()))) {
        String name = plain.name() + setting.suffix();
        runs.add(
            new Planned(
                setting,
                new Recipe(
                    name, seed, plain.data(), plain.network(), plain.training(), plain.run())));
      }
    }
    return runs;
  }

  private int train(Series series, List<Planned> runs, Path folder, PrintWriter out)
      throws IOException {
    SweepTable table = new SweepTable();
    int code = 0;
    for (int i = 0; i < runs.size(); i++) {
      Setting setting = runs.get(i).setting();
      Recipe recipe = runs.get(i).recipe();
      out.printf(
          Locale.ROOT,
          "run %d of %d: %s, seed %d%n",
          i + 1,
          runs.size(),
          setting.shown(),
          recipe.seed());
      try {
        Start start = Start.of(fresh, false);
        table.add(SweptRun.of(setting, recipe, series.train(recipe, start)));
      } catch (IOException | RuntimeException e) {
        if (series.isOver()) {
          throw e;
        }
        String why = Legible.of(series.failure(e));
        out.println("failed: " + why);
        table.add(SweptRun.failed(setting, recipe, why));
        code = code == 0 ? series.code(e) : code;
      }
      table.write(series.hadoop(), folder); // what follows may be interrupted
    }
    table.print(out);
    out.printf(Locale.ROOT, "table: %s/sweep.json, %s/sweep.csv%n", folder, folder);
    return code;
  }
}
