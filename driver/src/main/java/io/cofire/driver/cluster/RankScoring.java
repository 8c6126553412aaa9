package io.cofire.driver.cluster;

import io.cofire.data.batches.MinibatchLoader;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.StopWatch;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.rank.AnswerSink;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.RankTrainer;
import java.util.Optional;

/** One rank's part of the scores of all: of the test split, and of what epochs are compared on. */
final class RankScoring {

  private final Recipe recipe;
  private final HostData data;
  private final Collective collective;
  private final StopWatch watch;

  RankScoring(Recipe recipe, HostData data, Collective collective, StopWatch watch) {
    this.recipe = recipe;
    this.data = data;
    this.collective = collective;
    this.watch = watch;
  }

  /** The score of the test split. */
  Evaluation test(RankTrainer trainer, Counting counting, AnswerSink sink) {
    return score(trainer, counting, sink, data.testing(collective.rank()));
  }

  /**
   * What an epoch is compared by, where the recipe asks for it.
   *
   * @param epoch from 1
   */
  Optional<Evaluation> validation(RankTrainer trainer, int epoch) {
    int rank = collective.rank();
    return recipe
        .data()
        .validation()
        .filter(each -> each.isDue(epoch, recipe.training().epochs()))
        .map(each -> data.validating(rank, data.plan().rankBatch(rank)))
        .map(loaded -> score(trainer, Counting.SPIKES, AnswerSink.NONE, loaded));
  }

  private Evaluation score(
      RankTrainer trainer, Counting counting, AnswerSink sink, MinibatchLoader loaded) {
    watch.begin();
    try (MinibatchLoader batches = loaded) {
      return RankSums.merge(trainer.evaluate(batches, counting, sink), collective);
    } finally {
      watch.evaluation();
    }
  }

  /** After an epoch that was scored so. */
  Progress after(Progress progress, Evaluation test, Optional<Evaluation> validation) {
    EpochMetrics tested = progress.metrics(test.meanLoss(), test.accuracy());
    EpochMetrics metrics =
        validation
            .map(found -> tested.validated(found.meanLoss(), found.accuracy()))
            .orElse(tested);
    return progress.afterEpoch(metrics, recipe.measure());
  }

  /** Whether an epoch that was validated so ends the training; its test has no part in that. */
  boolean ends(Progress progress, Optional<Evaluation> validation) {
    return validation.isPresent()
        && recipe.hasStopped(after(progress, validation.get(), validation));
  }
}
