package io.cofire.driver.cluster;

import io.cofire.driver.assembly.Rate;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.StepTotals;
import io.cofire.driver.run.StopWatch;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.RankTrainer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is written down of a training: by rank 0 for all, by the other ranks nothing. */
interface Journal extends AutoCloseable {

  /**
   * The journal of a rank.
   *
   * @param report takes what the driver sees
   * @param rate the learning rate
   * @param from where the attempt begins
   * @param steps where the run ends
   */
  static Journal of(
      int rank,
      JobSpec spec,
      Recipe recipe,
      ReportAccumulator report,
      StopWatch watch,
      Rate rate,
      Progress from,
      long steps)
      throws IOException {
    return rank == 0
        ? new WritingJournal(spec, recipe, report, watch, rate, from, steps)
        : new Silent();
  }

  /** Notes a step; returns what was found wrong in it. */
  List<String> step(Progress progress, StepTotals totals) throws IOException;

  /** Notes what the evaluation after the last step came to. */
  void tested(Evaluation test, Optional<Evaluation> validation) throws IOException;

  /**
   * Whether a checkpoint is to be made after this step; the last one of an epoch or of a run that
   * stops waits for the evaluation.
   */
  boolean due(Progress progress, int stepsPerEpoch);

  /** Makes the checkpoint of an epoch's end, if that is possible now, and reports the epoch. */
  void epoch(Progress progress, RankTrainer trainer);

  /** Makes a checkpoint if that is possible now; otherwise it is overdue. */
  void checkpoint(Progress progress, RankTrainer trainer);

  /**
   * Waits for a moment for a write that is under way.
   *
   * @return whether this journal writes, and there is none any more or it has lasted so long that
   *     nobody waits for it
   */
  boolean ready();

  /**
   * Waits for a moment until the last state is written; to be called until it is.
   *
   * @throws IOException if it cannot be written by the deadline
   */
  boolean settled(Progress progress, RankTrainer trainer) throws IOException;

  @Override
  void close();

  /** Nothing is due, and what others write is theirs to know. */
  final class Silent implements Journal {

    @Override
    public List<String> step(Progress progress, StepTotals totals) {
      return List.of();
    }

    @Override
    public void tested(Evaluation test, Optional<Evaluation> validation) {}

    @Override
    public boolean due(Progress progress, int stepsPerEpoch) {
      return false;
    }

    @Override
    public void epoch(Progress progress, RankTrainer trainer) {}

    @Override
    public void checkpoint(Progress progress, RankTrainer trainer) {}

    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public boolean settled(Progress progress, RankTrainer trainer) {
      return false;
    }

    @Override
    public void close() {}
  }
}
