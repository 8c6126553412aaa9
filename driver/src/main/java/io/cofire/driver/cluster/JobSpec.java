package io.cofire.driver.cluster;

import io.cofire.driver.assembly.ScoredData;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What the driver tells every task of an attempt.
 *
 * @param work what to do
 * @param recipeYaml the effective recipe
 * @param directory where the run lies
 * @param checkpoint path of the checkpoint to start from; empty for the start values
 * @param run random name of this run, part of the handshake
 * @param attempt number of the attempt, from 1
 * @param hosts H
 * @param deadline longest wait of a collective call
 * @param other what is scored instead of the recipe's data; null for none
 * @param hadoop file system configuration
 */
record JobSpec(
    Work work,
    String recipeYaml,
    RunDirectory directory,
    String checkpoint,
    String run,
    int attempt,
    int hosts,
    Duration deadline,
    ScoredData other,
    SerializableConfiguration hadoop)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What an attempt is for. */
  enum Work {
    /** Train to the last epoch, then evaluate. */
    TRAIN,
    /** Evaluate only. */
    EVALUATE,
    /** Evaluate the folded network only. */
    EVALUATE_FOLDED
  }

  /** The checkpoint to start from. */
  Optional<Path> start() {
    return checkpoint.isEmpty() ? Optional.empty() : Optional.of(new Path(checkpoint));
  }

  /** What is scored, if it is not the recipe's data. */
  Optional<ScoredData> scored() {
    return Optional.ofNullable(other);
  }

  Recipe recipe() {
    return Recipe.parse(recipeYaml, "the recipe of this run");
  }
}
