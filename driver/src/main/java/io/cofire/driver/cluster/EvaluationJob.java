package io.cofire.driver.cluster;

import io.cofire.data.shards.ShardSet;
import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.assembly.ScoredData;
import io.cofire.driver.assembly.Slots;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.Scored;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

  /**
   * What is scored.
   *
   * @param recipe says with how many timesteps, and on which split where there are no other data
   * @param trained the recipe of the run
   * @param place the run, for its newest whole checkpoint, or a checkpoint
   * @param form which form of the network
   * @param other other data than the recipe's
   */
  public record Request(
      Recipe recipe, Recipe trained, RunPlace place, Form form, Optional<ScoredData> other) {

    /** The plan, for who asks before there is a session. */
    public TrainingPlan plan(Configuration hadoop) {
      return other
          .map(data -> Assembly.ofScoring(recipe, data, open(hadoop, data.shards())))
          .orElseGet(() -> Assembly.ofRanks(recipe, HostData.shards(recipe, hadoop)));
    }

    private static ShardSet open(Configuration hadoop, String shards) {
      return ShardSet.open(hadoop, new Path(shards));
    }

    /** On no more ranks than there are samples: other data may have few, and the score is equal. */
    private Request fewRanks(TrainingPlan plan) {
      int ranks = Math.max(1, Math.min(plan.workers(), plan.tested()));
      return new Request(recipe.onRanks(ranks), trained, place, form, other);
    }
  }

  /** How often a checkpoint is chosen anew where a training deletes it meanwhile. */
  private static final int LOOKS = 20;

  private EvaluationJob() {}

  /**
   * Evaluates the newest whole checkpoint of a run.
   *
   * @param listener is told of damaged checkpoints that were skipped
   * @throws TrainingException if there is none
   */
  public static EvaluationResult run(
      SparkSession session, Recipe recipe, RunDirectory directory, TrainingListener listener) {
    return run(session, recipe, recipe, directory, Form.TRAINED, listener).result();
  }

  /**
   * Evaluates the newest whole checkpoint of a run by another recipe than it was trained with.
   *
   * @see #run(SparkSession, Request, TrainingListener)
   */
  public static Scored run(
      SparkSession session,
      Recipe recipe,
      Recipe trained,
      RunDirectory directory,
      Form form,
      TrainingListener listener) {
    RunPlace place = new RunPlace(directory, Optional.empty());
    return run(session, new Request(recipe, trained, place, form, Optional.empty()), listener);
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
    RunPlace place = new RunPlace(directory, Optional.of(new Path(checkpoint)));
    Request request = new Request(recipe, recipe, place, Form.TRAINED, Optional.empty());
    return run(session, request, TrainingListener.NONE).result();
  }

  /**
   * Evaluates a run or one of its checkpoints.
   *
   * @param listener is told of damaged checkpoints that were skipped
   * @throws io.cofire.data.errors.InvalidValue if the recipe does not fit the data, before any job
   * @throws TrainingException if there is none, or the recipe cannot score these weights
   */
  public static Scored run(SparkSession session, Request request, TrainingListener listener) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    TrainingPlan plan = request.plan(hadoop);
    String name = request.place().checkpoint().map(Path::toString).orElse(request.recipe().name());
    Request asked = request.other().isPresent() ? request.fewRanks(plan) : request;
    try {
      for (int look = 1; ; look++) {
        Path checkpoint = request.place().chosen(hadoop, listener::onWarning);
        Scorable.require(hadoop, request, plan, checkpoint);
        try {
          return evaluate(session.sparkContext(), asked, checkpoint.toString());
        } catch (Attempt.FailedException e) {
          if (look == LOOKS || !isGone(hadoop, request.place(), checkpoint)) {
            throw e;
          }
          listener.onWarning(
              checkpoint + ": deleted by the training that goes on; a newer is scored");
        }
      }
    } catch (IOException | Attempt.FailedException e) {
      throw new TrainingException("Cannot evaluate " + name + ": " + e.getMessage(), e);
    }
  }

  /** Whether it was the newest of a run, which has deleted it meanwhile. */
  private static boolean isGone(Configuration hadoop, RunPlace place, Path checkpoint)
      throws IOException {
    if (place.checkpoint().isPresent()) {
      return false; // it was named, and no other is meant
    }
    try {
      new CheckpointStore(hadoop, place.run()).progress(checkpoint);
      return false;
    } catch (CheckpointException | FileNotFoundException e) {
      return true;
    }
  }

  private static Scored evaluate(SparkContext spark, Request request, String checkpoint)
      throws IOException, Attempt.FailedException {
    SparkConf conf = spark.conf();
    ClusterSettings.require(conf);
    int ranks = request.recipe().training().ranks();
    int hosts = Slots.hosts(spark, ranks, JobSettings.hosts(conf), JobSettings.slotsWait(conf));
    JobSpec spec =
        new JobSpec(
            request.form() == Form.FOLDED ? JobSpec.Work.EVALUATE_FOLDED : JobSpec.Work.EVALUATE,
            request.recipe().yaml(),
            request.place().run(),
            checkpoint,
            UUID.randomUUID().toString(),
            1,
            hosts,
            ClusterSettings.deadline(conf),
            request.other().orElse(null),
            new SerializableConfiguration(spark.hadoopConfiguration()));
    RankResult result = Attempt.run(spark, spec, List.of(), report -> {});
    return new Scored(result.evaluation(), result.answers());
  }
}
