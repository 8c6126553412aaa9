package io.cofire.tests.bench;

import io.cofire.data.datasets.DatasetLayouts;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.LocalFileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.EvaluationJob;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.prediction.Classifier;
import io.cofire.driver.prediction.PredictionJob;
import io.cofire.driver.prediction.TrainedRun;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a prediction takes: one recording of N-MNIST's form in a process that is warm, and a folder
 * of them as a Spark job, beside an evaluation of the same samples in the same session.
 */
public final class PredictBench {

  private static final int WARM_UP = 2_000;
  private static final int MEASURED = 2_000;
  private static final int ROUNDS = 5;
  private static final double AIM_MILLIS = 5;
  private static final double AIM_RATIO = 0.9;

  private final SparkSession session;
  private final TrainedRun run;
  private final RunDirectory directory;
  private final Path recordings;

  private PredictBench(
      SparkSession session, TrainedRun run, RunDirectory directory, Path recordings) {
    this.session = session;
    this.run = run;
    this.directory = directory;
    this.recordings = recordings;
  }

  /**
   * Prints the figures.
   *
   * @param args a folder for the run, recordings of N-MNIST's layout, the same prepared, a recipe
   */
  public static void main(String[] args) {
    WholeProcess.end(() -> run(args));
  }

  private static void run(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> overrides = List.of("data.shards=" + args[2], "run.stopAfterSteps=3");
    Recipe recipe = Recipe.read(Path.of(args[3]), overrides);
    RunDirectory directory = new RunDirectory(Path.of(args[0]).resolve("run").toString());
    SparkConf conf = new SparkConf().setMaster("local[2]").setAppName("predict");
    ClusterSettings.required().forEach(conf::set);
    try (SparkSession session =
        SparkSession.builder().config(conf.set("spark.ui.enabled", "false")).getOrCreate()) {
      TrainingJob.run(session, recipe, directory, TrainingListener.NONE);
      Configuration hadoop = session.sparkContext().hadoopConfiguration();
      TrainedRun run =
          TrainedRun.open(
              hadoop, recipe, new RunPlace(directory, Optional.empty()), System.err::println);
      PredictBench bench = new PredictBench(session, run, directory, Path.of(args[1], "Test"));
      bench.latency(Form.TRAINED);
      bench.latency(Form.FOLDED);
      bench.throughput();
    }
  }

  private DecodeOptions decoding() {
    return DatasetLayouts.named(run.data().dataset()).decoding(run.data().sensor());
  }

  private void latency(Form form) throws IOException {
    List<FileTree.Entry> files = new LocalFileTree(recordings).files();
    double[] seconds = new double[MEASURED];
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    try (Classifier classifier = Classifier.open(hadoop, run, decoding(), form)) {
      for (int i = -WARM_UP; i < MEASURED; i++) {
        FileTree.Entry file = files.get(Math.floorMod(i, files.size()));
        var path = new org.apache.hadoop.fs.Path(recordings.resolve(file.path()).toUri());
        long start = System.nanoTime();
        classifier.predict(path, file.bytes());
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    Spread spread = Spread.of(seconds);
    System.out.printf(
        "one recording, %s: p50 %.2f ms, p95 %.2f ms (aim of p50: %.0f ms)%n",
        form.name().toLowerCase(Locale.ROOT),
        1e3 * spread.median(),
        1e3 * spread.quantile(0.95),
        AIM_MILLIS);
  }

  private void throughput() {
    int samples = run.data().split("test").samples();
    List<Double> evaluated = new ArrayList<>();
    List<Double> files = new ArrayList<>();
    List<Double> shards = new ArrayList<>();
    String shard = run.recipe().data().shards() + "/test-*.parquet";
    for (int round = -1; round < ROUNDS; round++) { // the first one warms up
      double evaluation = seconds(this::evaluate);
      double ofFiles = seconds(() -> predict(recordings.toString()));
      double ofShards = seconds(() -> predict(shard));
      if (round >= 0) {
        evaluated.add(evaluation);
        files.add(ofFiles);
        shards.add(ofShards);
      }
    }
    double evaluation = samples / new Spread(evaluated).median();
    System.out.printf("%,d recordings, evaluate: %,.0f a second%n", samples, evaluation);
    line("predict, files", samples / new Spread(files).median(), evaluation);
    line("predict, shards", samples / new Spread(shards).median(), evaluation);
  }

  private static void line(String what, double perSecond, double evaluation) {
    System.out.printf(
        "%s: %,.0f a second, %.2f of evaluate (aim %.1f)%n",
        what, perSecond, perSecond / evaluation, AIM_RATIO);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private void evaluate() {
    EvaluationJob.run(session, run.recipe(), directory, TrainingListener.NONE);
  }

  private void predict(String input) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    PredictionJob.Choices choices =
        new PredictionJob.Choices(decoding(), Optional.empty(), Form.TRAINED);
    PredictionJob.run(spark, run, List.of(input), choices);
  }
}
