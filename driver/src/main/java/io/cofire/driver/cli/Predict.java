package io.cofire.driver.cli;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.Storage;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.prediction.Prediction;
import io.cofire.driver.prediction.PredictionException;
import io.cofire.driver.prediction.PredictionForm;
import io.cofire.driver.prediction.PredictionJob;
import io.cofire.driver.prediction.PredictionLines;
import io.cofire.driver.prediction.PredictionTable;
import io.cofire.driver.prediction.TrainedRun;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.tensor.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire predict}: which class new files are. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Says which class recordings or images are, a line a sample: path, class, probability and",
      "what else is likely. What cannot be read is listed and passed over."
    })
final class Predict implements Callable<Integer> {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(us|ms|s)");

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The directory of a run, or a checkpoint in it: RUN/checkpoints/step-0000025.")
  private String run;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Files, folders of files, or prepared shards; any Hadoop path.")
  private List<String> inputs = List.of();

  @Mixin private Decoding decoding;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Cut recordings into windows, such as 100ms, each with a line of its own.")
  private Optional<String> every = Optional.empty();

  @Option(names = "--folded", description = "With norms folded into convolutions: faster.")
  private boolean folded;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "What is written: ${COMPLETION-CANDIDATES} (default: text).")
  private PredictionForm form = PredictionForm.TEXT;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "Where to write instead of the terminal; for parquet a new folder.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the manifest of the run's data lies now, if they were moved.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "NUMBERS",
      description =
          "In which numbers to multiply, instead of the recipe's: ${COMPLETION-CANDIDATES}.")
  private Optional<Precision> precision = Optional.empty();

  @Option(names = "--strict", description = "End with code 3 if something could not be read.")
  private boolean strict;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (form == PredictionForm.PARQUET && out.isEmpty()) {
      throw new UsageException("Cannot print Parquet: name a folder with --out");
    }
    Optional<Long> window = every.map(Predict::micros);
    if (form != PredictionForm.PARQUET && out.isPresent()) {
      Located.output(Preflight.hadoop(), out.get(), inputs); // before Spark starts
    }
    try (Session session = Session.plain("cofire predict " + run)) {
      requireNewFolder(session);
      TrainedRun trained = trained(session);
      requireFitting(trained.data());
      PredictionJob.Choices choices =
          new PredictionJob.Choices(
              decoding.words().over(trained.decoding()),
              window,
              folded ? Form.FOLDED : Form.TRAINED);
      List<Prediction> predictions = PredictionJob.run(session.context(), trained, inputs, choices);
      write(session, trained.data().classes(), predictions);
      requireReadable(predictions);
    }
    return 0;
  }

  /** Refuses options of recordings where there are none. */
  private void requireFitting(Manifest data) {
    if (data.contents() instanceof Contents.Images && !decoding.words().words().isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot predict by %s: it was trained on images, which are no recordings; leave %s out",
              run,
              decoding.words()));
    }
  }

  private TrainedRun trained(Session session) throws IOException {
    RunPlace place = RunPlace.of(session.hadoop(), run);
    Recipe recipe = new RunFolder(session.hadoop(), place.run()).recipe();
    Preflight.requireEngine(recipe);
    Recipe moved = data.isPresent() ? recipe.withShards(data.get()) : recipe;
    Recipe asked = precision.map(moved::withPrecision).orElse(moved);
    return TrainedRun.open(
        session.hadoop(),
        session.located(asked),
        place,
        warning -> spec.commandLine().getErr().printf(Locale.ROOT, "%s%n", warning));
  }

  static long micros(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new InvalidValue("--every", text, "expected a time such as 100ms, 1s or 500us");
    }
    long unit = time.group(2).equals("us") ? 1 : time.group(2).equals("ms") ? 1_000 : 1_000_000;
    return Long.parseLong(time.group(1)) * unit;
  }

  private void requireNewFolder(Session session) throws IOException {
    if (form == PredictionForm.PARQUET) {
      Path folder = new Path(session.located(out.get()));
      if (Storage.of(session.hadoop(), folder).files().exists(folder)) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "Cannot write Parquet to %s: it is there already; name a new folder",
                Places.shown(folder)));
      }
    }
  }

  private void write(Session session, List<String> classes, List<Prediction> predictions)
      throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    if (form == PredictionForm.PARQUET) {
      PredictionTable.write(session.spark(), classes, predictions, session.located(out.get()));
    } else {
      PredictionLines lines = new PredictionLines(classes, every.isPresent());
      List<String> all = lines.of(form, predictions);
      if (out.isEmpty()) {
        all.forEach(terminal::println);
      } else {
        write(session, String.join("\n", all) + "\n");
      }
    }
    terminal.flush();
  }

  private void write(Session session, String text) throws IOException {
    Path file = new Path(session.located(out.get()));
    Storage.of(session.hadoop(), file).write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lists what could not be read, beside the results. */
  private void requireReadable(List<Prediction> predictions) {
    PrintWriter err = spec.commandLine().getErr();
    List<Prediction> damaged = predictions.stream().filter(Prediction::isDamaged).toList();
    damaged.forEach(one -> err.printf(Locale.ROOT, "unread: %s: %s%n", one.path(), one.problem()));
    predictions.stream()
        .filter(one -> !one.dropped().isEmpty())
        .map(one -> one.path() + ": " + one.dropped())
        .distinct() // once for all windows of a recording
        .forEach(one -> err.printf(Locale.ROOT, "dropped: %s%n", one));
    err.flush();
    if (!damaged.isEmpty() && (strict || damaged.size() == predictions.size())) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "Cannot predict %d of %d samples: they could not be read, each for the reason above",
              damaged.size(),
              predictions.size()));
    }
  }
}
