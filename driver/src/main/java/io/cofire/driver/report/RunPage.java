package io.cofire.driver.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import io.cofire.data.errors.Legible;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.checkpoint.Computed;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.BestEpoch;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TimeSplit;
import io.cofire.ops.tensor.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What {@code report.mustache} shows, ready to print. */
record RunPage(
    String name,
    long seed,
    String accuracy,
    String summary,
    String lossChart,
    String accuracyChart,
    List<FramePicture> pictures,
    String framing,
    List<RateBar> rates,
    String rateScale,
    boolean counted,
    List<CostRow> costs,
    Confusion confusion,
    List<String> alarms,
    List<StepShares> time,
    List<Figure> figures,
    List<String> recipe,
    String recipeHash) {

  /** A figure and its name. */
  record Figure(String name, String value) {}

  static String of(
      Recipe recipe,
      DataFacts data,
      RunResult result,
      List<FramePicture> pictures,
      double seconds) {
    EvaluationResult test = result.test();
    RunPage page =
        new RunPage(
            recipe.name(),
            recipe.seed(),
            percent(test.accuracy()),
            summary(recipe, data, result),
            chart(result, "Loss", EpochMetrics::trainLoss, EpochMetrics::testLoss, Ticks::label),
            chart(
                result,
                "Accuracy",
                EpochMetrics::trainAccuracy,
                EpochMetrics::testAccuracy,
                RunPage::percent),
            pictures,
            String.format(Locale.ROOT, "%d timesteps", recipe.data().timesteps()),
            RateBar.of(test.firingRates()),
            Ticks.label(RateBar.scale(test.firingRates())),
            test.counted().isPresent(),
            CostRow.of(test.counted()),
            Confusion.of(data.classes(), test.confusion()),
            Stream.concat(data.warnings().stream(), result.alarms().stream()).toList(),
            result.rankTimes().isEmpty() ? List.of() : List.of(StepShares.of(result.rankTimes())),
            figures(data, result, seconds),
            recipe.yaml().lines().toList(),
            recipe.hash());
    return print(page);
  }

  private static String print(RunPage page) {
    try (InputStream in = RunPage.class.getResourceAsStream("report.mustache");
        InputStreamReader template = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler().withEscaper(RunPage::shown).compile(template).execute(page);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the report's template that is packaged", e);
    }
  }

  private static String shown(String text) {
    return Escapers.HTML.escape(Legible.of(text));
  }

  private static String summary(Recipe recipe, DataFacts data, RunResult result) {
    long right = Math.round(result.test().accuracy() * result.test().samples());
    String five = result.test().topFive().map(share -> "; top-5 " + percent(share)).orElse("");
    return String.format(
        Locale.ROOT,
        "%,d of %,d recordings of split %s, after %s on %,d recordings of split %s%s",
        right,
        result.test().samples(),
        recipe.data().test(),
        epochs(result),
        data.trainSamples(),
        recipe.data().train(),
        five);
  }

  /** Which epoch the figure is of, where there is a better one by its validation. */
  private static String epochs(RunResult result) {
    int done = result.epochs().size();
    return result
        .best()
        .map(best -> String.format(Locale.ROOT, "the last epoch, %d,", done))
        .orElse(String.format(Locale.ROOT, "%d epochs", done));
  }

  private static String chart(
      RunResult result,
      String label,
      ToDoubleFunction<EpochMetrics> train,
      ToDoubleFunction<EpochMetrics> test,
      java.util.function.DoubleFunction<String> value) {
    return new LineChart(
            label + " by epoch, training and test",
            List.of(
                new LineChart.Series("training", values(result, train)),
                new LineChart.Series("test", values(result, test))),
            value)
        .svg();
  }

  private static List<Double> values(RunResult result, ToDoubleFunction<EpochMetrics> of) {
    return result.epochs().stream().map(of::applyAsDouble).toList();
  }

  private static List<Figure> figures(DataFacts data, RunResult result, double seconds) {
    EvaluationResult test = result.test();
    TimeSplit times = result.times();
    List<Figure> figures = new ArrayList<>();
    figures.addAll(
        List.of(
            new Figure("Test accuracy", percent(test.accuracy())),
            new Figure("Test loss", decimals(test.loss())),
            new Figure("Optimizer steps", String.format(Locale.ROOT, "%,d", result.steps())),
            new Figure("Ranks, in processes", result.ranks() + ", in " + result.hosts()),
            new Figure("Restarts after failures", Integer.toString(result.restarts())),
            new Figure(
                "Training throughput",
                String.format(Locale.ROOT, "%.1f samples/s", times.samplesPerSecond())),
            new Figure("Time of the whole command", time(seconds)),
            new Figure("of it: forward, backward, update", time(times.stepSeconds())),
            new Figure("of that: exchange between ranks", time(times.exchangeSeconds())),
            new Figure("of it: waiting for data", time(times.dataSeconds())),
            new Figure("of it: evaluation", time(times.evaluationSeconds())),
            new Figure("of it: checkpoints", time(times.checkpointSeconds())),
            new Figure("Data set", dataSet(data)),
            new Figure("Samples, training and test", samples(data)),
            new Figure("Rejected in preparation", Integer.toString(data.rejected())),
            new Figure("Final checkpoint", result.checkpoint())));
    if (!result.reads().equals(ReadFigures.NONE)) {
      figures.add(new Figure("Read of prepared data", read(result.reads())));
    }
    result.best().ifPresent(best -> figures.addAll(1, best(best)));
    result.computed().forEach(one -> figures.add(new Figure(from(one), how(one.by()))));
    return figures;
  }

  private static String read(ReadFigures reads) {
    return String.format(
        Locale.ROOT,
        "%,.1f MB of the store in %,d opens, %,.1f MB of disks, %,.1f MB from memory; loaders waited"
            + " %s",
        reads.storeBytes() / 1e6,
        reads.opens(),
        reads.diskBytes() / 1e6,
        reads.memoryBytes() / 1e6,
        time(reads.waitSeconds()));
  }

  private static List<Figure> best(BestEpoch best) {
    String epoch = String.format(Locale.ROOT, "best epoch, %d", best.epoch());
    return List.of(
        new Figure("Test accuracy, " + epoch, percent(best.testAccuracy())),
        new Figure("Validation accuracy, " + epoch, percent(best.validationAccuracy())),
        new Figure("Checkpoint, " + epoch, best.checkpoint()));
  }

  private static String from(Computed part) {
    return String.format(Locale.ROOT, "Computed from step %,d on by", part.fromStep());
  }

  private static String how(Arithmetic by) {
    return String.format(
        Locale.ROOT,
        "%s (%s), %s, %s, threads of a rank: %d, %s, %s",
        by.engine(),
        by.version(),
        by.kernels(),
        by.precision(),
        by.threads(),
        by.instructions(),
        by.processor());
  }

  private static String dataSet(DataFacts data) {
    return data.ofImages()
        ? data.dataset() + ", images"
        : data.dataset() + ", " + data.sensor() + " pixels";
  }

  private static String samples(DataFacts data) {
    String samples =
        String.format(Locale.ROOT, "%,d and %,d", data.trainSamples(), data.testSamples());
    return data.ofImages()
        ? samples
        : String.format(
            Locale.ROOT, "%s; events: %,d and %,d", samples, data.trainEvents(), data.testEvents());
  }

  private static String percent(double share) {
    return Ticks.label(Math.round(share * 1000) / 10.0) + " %";
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String time(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}
