package io.cofire.driver.prediction;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosed;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.cluster.EvaluationJob.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Predicts many files or prepared samples as a Spark job: each task builds the network once and
 * takes a run of neighbouring inputs. How they are divided is no part of the result.
 */
public final class PredictionJob {

  private PredictionJob() {}

  /**
   * How it is done.
   *
   * @param decoding how recordings are read
   * @param everyMicros cuts recordings into windows of this length; empty for whole recordings
   * @param form which form of the network answers
   */
  public record Choices(DecodeOptions decoding, Optional<Long> everyMicros, Form form) {}

  /**
   * Predicts.
   *
   * @param inputs files, folders or prepared sets, on any Hadoop file system
   * @return what became of each sample, in the order of the inputs and, in folders, of the paths
   * @throws PredictionException if there is no such input, or storage or the cluster fails
   * @throws io.cofire.data.errors.InvalidValue if a choice does not fit the run
   */
  public static List<Prediction> run(
      JavaSparkContext spark, TrainedRun run, List<String> inputs, Choices choices) {
    try {
      ReadOptions reading = ReadOptions.of(choices.decoding(), choices.everyMicros());
      reading.requireFit(run.data().contents());
      List<InputUnit> units = new InputFinder(spark.hadoopConfiguration(), run).find(inputs);
      return run(spark, run, units, reading, choices.form());
    } catch (IOException e) {
      throw new PredictionException("Cannot predict: " + e.getMessage(), e);
    }
  }

  private static List<Prediction> run(
      JavaSparkContext spark,
      TrainedRun run,
      List<InputUnit> units,
      ReadOptions reading,
      Form form) {
    List<List<InputUnit>> groups = InputGroups.of(units, spark.defaultParallelism());
    PredictionTask.Kit kit =
        new PredictionTask.Kit(
            run.recipe().yaml(),
            run.data().outline(),
            run.checkpoint().toString(),
            spark.broadcast(run.parameters()),
            spark.broadcast(run.statistics()),
            reading,
            form,
            InputGroups.batch(groups, run.batch(), reading.windows().isPresent()),
            JobSettings.loaderThreads(spark.getConf(), 1),
            spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration())));
    List<String> tasks = groups.stream().map(PredictionTask::group).toList();
    spark.setJobDescription("predict by " + run.checkpoint());
    List<Prediction> predictions = new ArrayList<>();
    for (String group : collect(spark, tasks, kit)) {
      predictions.addAll(List.of(PredictionTask.predictions(group)));
    }
    return predictions;
  }

  private static List<String> collect(
      JavaSparkContext spark, List<String> tasks, PredictionTask.Kit kit) {
    try {
      return spark.parallelize(tasks, tasks.size()).map(new PredictionTask(kit)).collect();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new PredictionException("Cannot predict: " + reason(e), e);
    }
  }

  /** What one of ours says of itself, or else what is below Spark's own wrapping. */
  private static String reason(Exception e) {
    List<Throwable> chain = Causes.chain(e);
    Stream<Throwable> ours = chain.stream().filter(Diagnosed.class::isInstance);
    Stream<Throwable> below = chain.stream().filter(cause -> !(cause instanceof SparkException));
    return ours.map(Throwable::getMessage)
        .findFirst()
        .orElseGet(() -> Causes.describe(below.findFirst().orElse(e)));
  }
}
