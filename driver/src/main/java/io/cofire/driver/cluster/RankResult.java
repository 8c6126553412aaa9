package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.TimeSplit;
import java.io.Serializable;
import java.util.List;

/**
 * What rank 0 hands back at the end; the other ranks have the same, but for their times.
 *
 * @param epochs metrics of all epochs
 * @param steps optimizer steps
 * @param evaluation of the test split
 * @param times where rank 0's time went
 * @param ranks where each rank's time went in training, in this attempt
 * @param alarms what was found wrong in this attempt
 */
record RankResult(
    List<EpochMetrics> epochs,
    long steps,
    EvaluationResult evaluation,
    TimeSplit times,
    List<RankTimes> ranks,
    List<String> alarms)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  RankResult {
    epochs = List.copyOf(epochs);
    ranks = List.copyOf(ranks);
    alarms = List.copyOf(alarms);
  }
}
