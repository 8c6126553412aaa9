package io.cofire.driver.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.files.Storage;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.ScoredData;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.EvaluationJob;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.cluster.EvaluationJob.Request;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.Scored;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire evaluate}: a run, or one of its checkpoints, on its test split or other data. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Scores a run's newest checkpoint, or the one that is named, on the run's test split or on",
      "other data, and writes evaluation.json, or evaluation-*.json, into the run's directory."
    })
final class Evaluate implements Callable<Integer> {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Parameters(
      paramLabel = "RUN_OR_RECIPE",
      description =
          "The directory of a run, RUN/checkpoints/step-N, or the recipe that it was started with.")
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

  @Option(
      names = "--data",
      paramLabel = "SHARDS",
      description = "Scores other prepared data of the same classes, compared by name.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Scores another split than the recipe's data.test.")
  private Optional<String> split = Optional.empty();

  @Option(
      names = "--per-sample",
      paramLabel = "FILE",
      description = "Writes each sample's path, label, prediction and probability as CSV.")
  private Optional<String> perSample = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = Preflight.hadoop();
    Request request = request(hadoop);
    if (perSample.isPresent()) {
      Located.output(hadoop, perSample.get(), List.of(place));
    }
    Preflight.requireEngine(request.recipe());
    request.plan(hadoop); // refuses what does not fit, before Spark starts
    try (Session session = Session.plain("cofire evaluate " + request.recipe().name())) {
      evaluate(session, request);
    }
    return 0;
  }

  private Request request(Configuration hadoop) throws IOException {
    boolean isRecipe = !Files.isDirectory(Path.of(place)) && place.matches(".*[.]ya?ml");
    if (!isRecipe && !overrides.isEmpty()) {
      throw new UsageException("Cannot use --set with the directory of a run: name its recipe");
    }
    Recipe recipe;
    Recipe trained;
    RunPlace run;
    if (isRecipe) {
      recipe = Located.recipe(hadoop, Recipe.read(Path.of(place), overrides));
      String parent = Located.path(hadoop, recipe.run().directory());
      RunDirectory directory = RunDirectory.of(parent, recipe.name(), recipe.seed());
      run = new RunPlace(directory, Optional.empty());
      RunFolder folder = new RunFolder(hadoop, run.run());
      trained = folder.hasRecipe() ? folder.recipe() : recipe;
    } else {
      run = RunPlace.of(hadoop, place);
      recipe = Located.recipe(hadoop, new RunFolder(hadoop, run.run()).recipe());
      trained = recipe;
    }
    Form form = folded ? Form.FOLDED : Form.TRAINED;
    OtherData named = new OtherData(hadoop, run, trained);
    return new Request(recipe, trained, run, form, named.data(data, split));
  }

  private void evaluate(Session session, Request request) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Recipe recipe = request.recipe();
    TrainingProgress progress = new TrainingProgress(out);
    Scored scored = EvaluationJob.run(session.spark(), request, progress);
    EvaluationResult result = scored.result();
    SampleLines samples = new SampleLines(classes(session, request), scored.answers());
    RunDirectory run = request.place().run();
    String name = file(request);
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(run.path(), name);
    Storage.of(session.hadoop(), file).write(file, figures(result, samples, request));
    if (perSample.isPresent()) {
      samples.write(session.hadoop(), session.located(perSample.get()));
    }
    CostLines.print(out, result);
    ScoreLines.print(out, result, samples.classes());
    out.printf(
        Locale.ROOT,
        "%s seed %d: %s, %d recordings of split %s%s%n",
        recipe.name(),
        recipe.seed(),
        ScoreLines.scores(result),
        result.samples(),
        request.other().map(ScoredData::split).orElse(recipe.data().test()),
        otherThanTrained(recipe, request.trained()));
    out.printf(Locale.ROOT, "figures: %s%n", Places.shown(file));
    out.flush();
  }

  private static List<String> classes(Session session, Request request) {
    return request
        .other()
        .map(ScoredData::classes)
        .orElseGet(() -> HostData.shards(request.recipe(), session.hadoop()).manifest().classes());
  }

  /** What is not the run's own score has a file of its own. */
  private static String file(Request request) {
    List<String> parts = new ArrayList<>(List.of("evaluation"));
    request.place().checkpoint().ifPresent(checkpoint -> parts.add(checkpoint.getName()));
    request
        .other()
        .ifPresent(
            other -> {
              parts.add(new org.apache.hadoop.fs.Path(other.shards()).getName());
              parts.add(other.split());
            });
    return String.join("-", parts).replaceAll("[^A-Za-z0-9._-]", "_") + ".json";
  }

  private static byte[] figures(EvaluationResult result, SampleLines samples, Request request)
      throws IOException {
    ObjectNode figures = JSON.createObjectNode();
    figures.put("timesteps", request.recipe().data().timesteps());
    figures.put("precision", request.recipe().run().precision().toString());
    request.place().checkpoint().ifPresent(one -> figures.put("checkpoint", one.getName()));
    request
        .other()
        .ifPresent(other -> figures.put("shards", other.shards()).put("split", other.split()));
    figures.setAll((ObjectNode) JSON.valueToTree(result));
    samples.addTo(figures.putArray("perSample"));
    return JSON.writeValueAsBytes(figures);
  }

  /** What the score was computed with and the weights were not. */
  private static String otherThanTrained(Recipe scored, Recipe trained) {
    String steps =
        differ(scored.data().timesteps(), trained.data().timesteps(), "%s timesteps instead of %s");
    String numbers =
        differ(scored.run().precision(), trained.run().precision(), "in %s instead of %s");
    return steps + numbers;
  }

  private static <T> String differ(T scored, T trained, String format) {
    return scored.equals(trained) ? "" : ", " + String.format(Locale.ROOT, format, scored, trained);
  }
}
