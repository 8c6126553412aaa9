package io.cofire.driver.run;

import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.checkpoint.Computed;
import io.cofire.driver.checkpoint.EpochMetrics;
import java.util.List;
import java.util.Optional;

/**
 * What a finished run came to.
 *
 * @param epochs every epoch's metrics, those before a restart included
 * @param test the last weights on the test split
 * @param times where rank 0's time went in the last attempt
 * @param steps optimizer steps of the whole run
 * @param ranks W
 * @param hosts processes that held the ranks at the end
 * @param restarts attempts that failed before this one
 * @param checkpoint path of the final checkpoint
 * @param rankTimes where each rank's time went in the last attempt, by rank; empty where nothing
 *     was trained, or the ranks do not exchange at every step
 * @param alarms silent and saturated layers of the last attempt
 * @param computed how the weights were computed, from the start on; empty where nobody has asked
 * @param best the epoch that was validated best; empty where none was, or nobody has asked
 * @param reads what was read of prepared data in the last attempt; nothing where nobody has counted
 */
public record RunResult(
    List<EpochMetrics> epochs,
    EvaluationResult test,
    TimeSplit times,
    long steps,
    int ranks,
    int hosts,
    int restarts,
    String checkpoint,
    List<RankTimes> rankTimes,
    List<String> alarms,
    List<Computed> computed,
    Optional<BestEpoch> best,
    ReadFigures reads) {

  /** Copies the lists. */
  public RunResult {
    epochs = List.copyOf(epochs);
    rankTimes = List.copyOf(rankTimes);
    alarms = List.copyOf(alarms);
    computed = List.copyOf(computed);
  }

  /** Without how it was computed, which the final checkpoint says. */
  public RunResult(
      List<EpochMetrics> epochs,
      EvaluationResult test,
      TimeSplit times,
      long steps,
      int ranks,
      int hosts,
      int restarts,
      String checkpoint,
      List<RankTimes> rankTimes,
      List<String> alarms) {
    this(
        epochs,
        test,
        times,
        steps,
        ranks,
        hosts,
        restarts,
        checkpoint,
        rankTimes,
        alarms,
        List.of(),
        Optional.empty(),
        ReadFigures.NONE);
  }

  /** The same, with how it was computed and the best epoch. */
  public RunResult with(List<Computed> how, Optional<BestEpoch> found) {
    return new RunResult(
        epochs,
        test,
        times,
        steps,
        ranks,
        hosts,
        restarts,
        checkpoint,
        rankTimes,
        alarms,
        how,
        found,
        reads);
  }

  /** The same, with what was read. */
  public RunResult read(ReadFigures figures) {
    return new RunResult(
        epochs,
        test,
        times,
        steps,
        ranks,
        hosts,
        restarts,
        checkpoint,
        rankTimes,
        alarms,
        computed,
        best,
        figures);
  }

  /** Without what only ranks that exchange at every step can tell. */
  public RunResult(
      List<EpochMetrics> epochs,
      EvaluationResult test,
      TimeSplit times,
      long steps,
      int ranks,
      int hosts,
      int restarts,
      String checkpoint) {
    this(epochs, test, times, steps, ranks, hosts, restarts, checkpoint, List.of(), List.of());
  }
}
