package io.cofire.driver.cli;

import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Option(
      names = "--extend",
      description =
          "Goes on with this recipe where the run was started with another: more epochs, another rate or schedule, more ranks; weights and optimizer are kept.")
  private boolean extend;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Start start = Start.of(fresh, extend);
    Recipe recipe = Recipe.read(file, overrides);
    out.println(recipe.yaml());
    out.flush();
    Preflight.requireFits(recipe);
    try (Session session = Session.of(recipe, "cofire train " + recipe.name())) {
      Training.run(session, recipe, start, out);
    }
    return 0;
  }
}
