package io.cofire.driver.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.ops.tensor.Arithmetic;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A run's place apart from its weights: what {@code state.json} holds. It holds no time of day, so
 * that an interrupted run and an uninterrupted one write the same bytes.
 *
 * @param step optimizer steps done
 * @param epoch whole epochs done
 * @param stepInEpoch steps done in the epoch that follows them: the place in the data
 * @param seed root of every random choice; with epoch and step it gives every random key
 * @param recipeHash hash of the recipe
 * @param manifestHash hash of the shards' manifest
 * @param sums training sums of the epoch in progress
 * @param epochs metrics of the epochs done
 * @param computed how the weights were computed, from the start on; empty where that is not known
 * @param best the epoch that was validated best so far; null where none was validated
 */
public record Progress(
    long step,
    int epoch,
    int stepInEpoch,
    long seed,
    String recipeHash,
    String manifestHash,
    Sums sums,
    List<EpochMetrics> epochs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Computed> computed,
    @JsonInclude(JsonInclude.Include.NON_NULL) Best best) {

  /** Checks that all is there, the counts, and copies the lists. */
  public Progress {
    Objects.requireNonNull(recipeHash, "recipeHash");
    Objects.requireNonNull(manifestHash, "manifestHash");
    Objects.requireNonNull(sums, "sums");
    Objects.requireNonNull(epochs, "epochs");
    computed = computed == null ? List.of() : List.copyOf(computed); // older ones do not say
    if (step < 0 || epoch < 0 || stepInEpoch < 0 || epochs.size() != epoch) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid progress: step %d, epoch %d, step in epoch %d, metrics of %d epochs",
              step,
              epoch,
              stepInEpoch,
              epochs.size()));
    }
    epochs = List.copyOf(epochs);
  }

  /** Without a word on how it was computed. */
  public Progress(
      long step,
      int epoch,
      int stepInEpoch,
      long seed,
      String recipeHash,
      String manifestHash,
      Sums sums,
      List<EpochMetrics> epochs) {
    this(step, epoch, stepInEpoch, seed, recipeHash, manifestHash, sums, epochs, List.of(), null);
  }

  /**
   * An epoch that was validated.
   *
   * @param epoch from 1
   * @param step of the checkpoint at its end
   */
  public record Best(int epoch, long step) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Sums over an epoch's training samples so far, all ranks.
   *
   * @param loss sum of the loss
   * @param correct right predictions
   * @param count samples
   */
  public record Sums(double loss, long correct, long count) {

    /** Nothing yet. */
    public static final Sums ZERO = new Sums(0, 0, 0);

    /** These and a step's. */
    public Sums plus(double stepLoss, long stepCorrect, long stepCount) {
      return new Sums(loss + stepLoss, correct + stepCorrect, count + stepCount);
    }

    /** Mean loss; 0 before the first sample. */
    public double meanLoss() {
      return count == 0 ? 0 : loss / count;
    }

    /** Share of right predictions; 0 before the first sample. */
    public double accuracy() {
      return count == 0 ? 0 : (double) correct / count;
    }
  }

  /** The start of a run. */
  public static Progress start(long seed, String recipeHash, String manifestHash) {
    return new Progress(0, 0, 0, seed, recipeHash, manifestHash, Sums.ZERO, List.of());
  }

  /** One step further. */
  public Progress afterStep(Sums newSums) {
    return afterSteps(1, newSums);
  }

  /** Some steps further in the same epoch. */
  public Progress afterSteps(int steps, Sums newSums) {
    return new Progress(
        step + steps,
        epoch,
        stepInEpoch + steps,
        seed,
        recipeHash,
        manifestHash,
        newSums,
        epochs,
        computed,
        best);
  }

  /** Metrics of the epoch in progress, which is at its end. */
  public EpochMetrics metrics(double testLoss, double testAccuracy) {
    return new EpochMetrics(epoch + 1, sums.meanLoss(), sums.accuracy(), testLoss, testAccuracy);
  }

  /** The best epoch's metrics. */
  public Optional<EpochMetrics> bestEpoch() {
    return best == null ? Optional.empty() : Optional.of(epochs.get(best.epoch() - 1));
  }

  /** Metrics of the last epoch that is done. */
  public Optional<EpochMetrics> lastEpoch() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
  }

  /** The same place in a run of another recipe. */
  public Progress of(String recipe) {
    return new Progress(
        step, epoch, stepInEpoch, seed, recipe, manifestHash, sums, epochs, computed, best);
  }

  /**
   * The same place, from which on it is computed so.
   *
   * @param by what ranks or workers compute by, each once
   */
  public Progress computedBy(Collection<Arithmetic> by) {
    return new Progress(
        step,
        epoch,
        stepInEpoch,
        seed,
        recipeHash,
        manifestHash,
        sums,
        epochs,
        Computed.joined(computed, step, by),
        best);
  }

  /** At the start of the next epoch, of a run that looks for no best one. */
  public Progress afterEpoch(EpochMetrics metrics) {
    return afterEpoch(metrics, Measure.ACCURACY);
  }

  /**
   * At the start of the next epoch.
   *
   * @param measure which of two validated epochs is better
   */
  public Progress afterEpoch(EpochMetrics metrics, Measure measure) {
    List<EpochMetrics> all = new ArrayList<>(epochs);
    all.add(metrics);
    boolean better =
        metrics.isValidated()
            && bestEpoch().map(before -> measure.isBetter(metrics, before)).orElse(true);
    Best now = better ? new Best(metrics.epoch(), step) : best;
    return new Progress(
        step, epoch + 1, 0, seed, recipeHash, manifestHash, Sums.ZERO, all, computed, now);
  }

  /**
   * Refuses to go on with another experiment's weights.
   *
   * @param place names the checkpoint in the error
   */
  public void requireSameRun(String recipe, String manifest, String place)
      throws CheckpointException {
    require("recipe", recipeHash, recipe, place);
    require("data (manifest)", manifestHash, manifest, place);
  }

  private static void require(String what, String found, String expected, String place)
      throws CheckpointException {
    if (!found.equals(expected)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot resume from %s: it belongs to another %s: expected hash %s, found %s; choose another run.directory or delete that run",
              place,
              what,
              expected,
              found));
    }
  }
}
