package io.cofire.driver.cluster;

import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.assembly.Slots;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.FormerRecipes;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Evaluates a checkpoint on the recipe's test split, on as many ranks as it was trained with; the
 * result is the same whatever the number of executors.
 */
public final class EvaluationJob {

  /** Which form of the network is scored. */
  public enum Form {
    /** As it was trained. */
    TRAINED,
    /** With its norms folded into its convolutions, beside the original. */
    FOLDED
  }

  private EvaluationJob() {}

  /**
   * Evaluates the newest whole checkpoint of a run.
   *
   * @param listener is told of damaged checkpoints that were skipped
   * @throws TrainingException if there is none
   */
  public static EvaluationResult run(
      SparkSession session, Recipe recipe, RunDirectory directory, TrainingListener listener) {
    return run(session, recipe, recipe, directory, Form.TRAINED, listener);
  }

  /**
   * Evaluates the newest whole checkpoint of a run by another recipe than it was trained with.
   *
   * @param recipe says what is scored and with how many timesteps
   * @param trained the recipe of the run
   * @param form which form of the network is scored
   * @param listener is told of damaged checkpoints that were skipped
   * @throws io.cofire.data.errors.InvalidValue if the recipe does not fit the data, before any job
   * @throws TrainingException if there is none, or the recipe cannot score these weights
   */
  public static EvaluationResult run(
      SparkSession session,
      Recipe recipe,
      Recipe trained,
      RunDirectory directory,
      Form form,
      TrainingListener listener) {
    try {
      Configuration hadoop = session.sparkContext().hadoopConfiguration();
      Path newest =
          new CheckpointStore(hadoop, directory)
              .newest(listener::onWarning)
              .orElseThrow(
                  () ->
                      new CheckpointException(
                          String.format(
                              Locale.ROOT,
                              "no whole checkpoint in %s (expected one that its commit marker confirms, found none); train first",
                              directory.checkpoints())));
      return run(session, recipe, trained, directory, form, newest.toString());
    } catch (IOException e) {
      throw new TrainingException("Cannot evaluate " + recipe.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Evaluates one checkpoint.
   *
   * @param checkpoint path of its directory
   * @throws io.cofire.data.errors.InvalidValue if the recipe does not fit the data, before any job
   * @throws TrainingException if it is damaged or of another recipe or data set
   */
  public static EvaluationResult run(
      SparkSession session, Recipe recipe, RunDirectory directory, String checkpoint) {
    return run(session, recipe, recipe, directory, Form.TRAINED, checkpoint);
  }

  private static EvaluationResult run(
      SparkSession session,
      Recipe recipe,
      Recipe trained,
      RunDirectory directory,
      Form form,
      String checkpoint) {
    SparkContext spark = session.sparkContext();
    SparkConf conf = spark.conf();
    Configuration hadoop = spark.hadoopConfiguration();
    TrainingPlan plan = Assembly.ofRanks(recipe, HostData.shards(recipe, hadoop));
    try {
      CheckpointStore store = new CheckpointStore(hadoop, directory);
      store.verify(new Path(checkpoint));
      new FormerRecipes(hadoop, directory)
          .accept(
              store.progress(new Path(checkpoint)),
              recipe.scores(trained) ? trained.hash() : recipe.hash(),
              plan.manifestHash(),
              checkpoint);
      int hosts =
          Slots.hosts(spark, plan.workers(), JobSettings.hosts(conf), JobSettings.slotsWait(conf));
      JobSpec spec =
          new JobSpec(
              form == Form.FOLDED ? JobSpec.Work.EVALUATE_FOLDED : JobSpec.Work.EVALUATE,
              recipe.yaml(),
              directory,
              checkpoint,
              UUID.randomUUID().toString(),
              1,
              hosts,
              ClusterSettings.deadline(conf),
              JobSettings.cacheBytes(conf),
              new SerializableConfiguration(hadoop));
      return Attempt.run(spark, spec, List.of(), report -> {}).evaluation();
    } catch (IOException | Attempt.FailedException e) {
      throw new TrainingException("Cannot evaluate " + checkpoint + ": " + e.getMessage(), e);
    }
  }
}
