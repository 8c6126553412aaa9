package io.cofire.driver.cluster;

import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.SampleAnswer;
import io.cofire.driver.run.TimeSplit;
import java.io.Serializable;
import java.util.List;

/**
 * What a rank hands back at the end; the other ranks have the same, but for their times and
 * answers.
 *
 * @param epochs metrics of all epochs
 * @param steps optimizer steps
 * @param evaluation of the test split
 * @param times where rank 0's time went
 * @param ranks where each rank's time went in training, in this attempt
 * @param alarms what was found wrong in this attempt
 * @param reads what all hosts have read of prepared data in this attempt
 * @param answers for each sample that this rank has scored, where that was all it was to do
 */
record RankResult(
    List<EpochMetrics> epochs,
    long steps,
    EvaluationResult evaluation,
    TimeSplit times,
    List<RankTimes> ranks,
    List<String> alarms,
    ReadFigures reads,
    List<SampleAnswer> answers)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  RankResult {
    epochs = List.copyOf(epochs);
    ranks = List.copyOf(ranks);
    alarms = List.copyOf(alarms);
    answers = List.copyOf(answers);
  }

  /**
   * Rank 0's result with the answers of all.
   *
   * @param ranks in their order, which is that of the split
   */
  static RankResult of(List<RankResult> ranks) {
    RankResult first = ranks.get(0);
    return new RankResult(
        first.epochs,
        first.steps,
        first.evaluation,
        first.times,
        first.ranks,
        first.alarms,
        first.reads,
        ranks.stream().flatMap(rank -> rank.answers.stream()).toList());
  }
}
