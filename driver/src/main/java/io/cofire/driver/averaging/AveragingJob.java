package io.cofire.driver.averaging;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.natives.NativeLibraries;
import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunMetrics;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.tensor.ThreadsPerRank;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a recipe whose {@code training.sync} is averaging. */
public final class AveragingJob {

  private static final String SERIALIZER = "spark.serializer";
  private static final String REQUIRED = "spark.kryo.registrationRequired";
  private static final String REGISTRATOR = "spark.kryo.registrator";

  private AveragingJob() {}

  /** Sets what a session must be started with: Kryo, with every class registered. */
  public static SparkConf configure(SparkConf conf) {
    return conf.set(SERIALIZER, KryoSerializer.class.getName())
        .set(REQUIRED, "true")
        .set(REGISTRATOR, CofireRegistrator.class.getName());
  }

  /**
   * Trains to the end, from the newest whole checkpoint of the run if there is one.
   *
   * @param spark started with {@link #configure}
   * @param directory where checkpoints go
   * @throws InvalidValue if the session was started without Kryo, or the recipe does not fit the
   *     data; before any job
   * @throws TrainingException if it cannot be completed: a checkpoint of another experiment, a
   *     worker that failed, a loss that is not finite
   */
  public static RunResult run(
      SparkSession spark, Recipe recipe, RunDirectory directory, TrainingListener listener) {
    requireKryo(spark.sparkContext().getConf());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    TrainingPlan plan = Assembly.of(recipe, HostData.shards(recipe, hadoop));
    ThreadsPerRank.requireOne("ND4J"); // refuses what ND4J would call a fault of its own
    NativeLibraries.load("ND4J", Nd4j::getEnvironment);
    try (RunMetrics metrics = new RunMetrics(listener)) {
      AveragedModel model = new AveragedModel(plan);
      History history = new History(hadoop, directory, plan);
      history.resume(model, metrics);
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      return new AveragingRun(context, model, history, metrics).run();
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new TrainingException("Cannot train " + recipe.name() + ": " + reason(e), e);
    }
  }

  /** Spark's message names task, host and cause in its first line; a stack trace follows. */
  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  static void requireKryo(SparkConf conf) {
    require(conf, SERIALIZER, KryoSerializer.class.getName());
    require(conf, REGISTRATOR, CofireRegistrator.class.getName());
  }

  private static void require(SparkConf conf, String key, String expected) {
    String found = conf.get(key, "none");
    if (!found.equals(expected)) {
      throw new InvalidValue(key, found, "training.sync averaging needs " + expected);
    }
  }
}
