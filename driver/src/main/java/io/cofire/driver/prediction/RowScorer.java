package io.cofire.driver.prediction;

import io.cofire.data.recordings.DecodeWords;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.ops.inference.ClassScores;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A trained network for functions on rows: each task that calls it builds the network once, and
 * frees it when it ends.
 */
public final class RowScorer implements Serializable {

  private static final long serialVersionUID = 1L;

  private final PredictionTask.Kit kit;
  private transient Classifier open; // of the task that this copy was sent to

  private RowScorer(PredictionTask.Kit kit) {
    this.kit = kit;
  }

  /**
   * Lays a network out for the tasks of a session.
   *
   * @param decoding how recordings are read where it is not as those of the run
   * @param form which form of the network answers
   */
  public static RowScorer of(
      JavaSparkContext spark, TrainedRun run, DecodeWords decoding, Form form) {
    return new RowScorer(
        new PredictionTask.Kit(
            run.recipe().yaml(),
            run.data().outline(),
            run.checkpoint().toString(),
            spark.broadcast(run.parameters()),
            spark.broadcast(run.statistics()),
            ReadOptions.of(decoding.over(run.decoding()), Optional.empty()),
            form,
            1,
            1,
            spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()))));
  }

  /**
   * Scores the file at a path.
   *
   * @throws PredictionException if it cannot be read, or is not one sample
   * @throws IOException if the storage fails
   */
  public ClassScores scores(String path) throws IOException {
    return with(classifier -> classifier.scores(path));
  }

  /**
   * Scores the content of a file.
   *
   * @param name what messages call it
   * @throws PredictionException if it is damaged, or is not one sample
   */
  public ClassScores scores(String name, byte[] content) throws IOException {
    return with(classifier -> classifier.scores(name, content));
  }

  private interface Scoring {
    ClassScores by(Classifier classifier) throws IOException;
  }

  private ClassScores with(Scoring scoring) throws IOException {
    TaskContext task = TaskContext.get();
    if (task == null) { // a planner that computes a few rows itself
      try (Classifier once = kit.open()) {
        return scoring.by(once);
      }
    }
    if (open == null) {
      Classifier opened = kit.open();
      open = opened;
      task.addTaskCompletionListener((TaskCompletionListener) ended -> opened.close());
    }
    return scoring.by(open);
  }
}
