package io.cofire.driver.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.files.Storage;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.EvaluationJob;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire evaluate}: the newest checkpoint of a run on its test split. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Scores the newest checkpoint of a run and writes evaluation.json beside it.")
final class Evaluate implements Callable<Integer> {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Parameters(
      paramLabel = "RUN_OR_RECIPE",
      description = "The directory of a run, or the recipe that it was started with.")
  private String place;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the recipe, such as seed=2; may be repeated.")
  private List<String> overrides = List.of();

  @Option(
      names = "--folded",
      description = "Scores the network with its norms folded, and counts the spikes that flip.")
  private boolean folded;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    boolean isRecipe = !Files.isDirectory(Path.of(place)) && place.matches(".*[.]ya?ml");
    if (!isRecipe && !overrides.isEmpty()) {
      throw new UsageException("Cannot use --set with the directory of a run: name its recipe");
    }
    return isRecipe ? recipe() : run();
  }

  private int recipe() throws IOException {
    Recipe recipe = Recipe.read(Path.of(place), overrides);
    try (Session session = Session.plain("cofire evaluate " + recipe.name())) {
      RunFolder folder = RunFolder.of(session, recipe);
      Recipe trained = folder.hasRecipe() ? folder.recipe() : recipe;
      evaluate(session, recipe, trained, folder);
    }
    return 0;
  }

  private int run() throws IOException {
    try (Session session = Session.plain("cofire evaluate " + place)) {
      RunFolder folder = new RunFolder(session.hadoop(), new RunDirectory(session.located(place)));
      evaluate(session, folder.recipe(), folder.recipe(), folder);
    }
    return 0;
  }

  private void evaluate(Session session, Recipe recipe, Recipe trained, RunFolder folder)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TrainingProgress progress = new TrainingProgress(out);
    EvaluationResult result =
        EvaluationJob.run(
            session.spark(),
            session.located(recipe),
            trained,
            folder.run(),
            folded ? Form.FOLDED : Form.TRAINED,
            progress);
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.run().path(), "evaluation.json");
    Storage.of(session.hadoop(), file)
        .write(
            file,
            new org.apache.hadoop.fs.Path(folder.run().path(), "_evaluation.json"),
            figures(result, recipe.data().timesteps()));
    CostLines.print(out, result);
    ScoreLines.print(out, result, classes(session, recipe));
    out.printf(
        Locale.ROOT,
        "%s seed %d: %s, %d recordings of split %s%s%n",
        recipe.name(),
        recipe.seed(),
        ScoreLines.scores(result),
        result.samples(),
        recipe.data().test(),
        otherTimesteps(recipe.data(), trained.data()));
    out.printf(Locale.ROOT, "figures: %s%n", Places.shown(file));
    out.flush();
  }

  private static List<String> classes(Session session, Recipe recipe) throws IOException {
    String shards = session.located(recipe).data().shards();
    return ShardSet.open(session.hadoop(), new org.apache.hadoop.fs.Path(shards))
        .manifest()
        .classes();
  }

  private static byte[] figures(EvaluationResult result, int timesteps) throws IOException {
    ObjectNode figures = JSON.createObjectNode().put("timesteps", timesteps);
    figures.setAll((ObjectNode) JSON.valueToTree(result));
    return JSON.writeValueAsBytes(figures);
  }

  private static String otherTimesteps(Recipe.Data scored, Recipe.Data trained) {
    return scored.timesteps() == trained.timesteps()
        ? ""
        : String.format(
            Locale.ROOT, ", %d timesteps instead of %d", scored.timesteps(), trained.timesteps());
  }
}
