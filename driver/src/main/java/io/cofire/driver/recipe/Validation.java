package io.cofire.driver.recipe;

import io.cofire.data.config.Default;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.Splitting;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.ChosenSamples;
import io.cofire.data.shards.StoredSamples;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What epochs are compared on: a split of its own, or a share of each class of the training split,
 * which is then not trained on.
 *
 * @param split its name; several as {@code fold4+fold5}
 * @param share of the training split, where no split is named
 * @param seed draws the share; its own, so that runs of other seeds hold the same samples out
 * @param every epochs between two validations; the last epoch has one too
 */
public record Validation(
    Optional<String> split,
    Optional<Double> share,
    @Default("1") long seed,
    @Default("1") int every) {

  private static final String SPLIT = "data.validation.split";
  private static final String SHARE = "data.validation.share";

  /** Checks that it is one of the two, and the numbers. */
  public Validation {
    if (split.isPresent() == share.isPresent()) {
      throw new InvalidValue(
          SPLIT,
          split.orElse("none"),
          "one of split and share says what is validated, the other is left out");
    }
    if (share.filter(part -> !(part > 0 && part < 1)).isPresent()) {
      throw new InvalidValue(SHARE, share.get(), "must be above 0 and below 1");
    }
    if (every < 1) {
      throw new InvalidValue("data.validation.every", every, "must be at least 1");
    }
  }

  void requireOther(String train, String test) {
    List<String> own = split.map(Recipe.Data::splits).orElse(List.of());
    for (String used : List.of(train, test)) {
      if (Recipe.Data.splits(used).stream().anyMatch(own::contains)) {
        throw new InvalidValue(
            SPLIT, split.get(), "must be another split than data.train and data.test");
      }
    }
  }

  /** Whether an epoch is validated, counted from 1. */
  public boolean isDue(int epoch, int epochs) {
    return epoch % every == 0 || epoch == epochs;
  }

  /** Which samples of the training split are held out. */
  boolean[] held(int[] labels) {
    if (share.isEmpty()) {
      return new boolean[labels.length];
    }
    List<LabelledEntry> samples =
        IntStream.range(0, labels.length)
            .mapToObj(n -> LabelledEntry.whole(String.valueOf(n), 0, labels[n]))
            .toList();
    return new Splitting.Stratified(1 - share.get()).tested(samples, seed);
  }

  /** How many samples of the training split are held out. */
  public int heldOf(int[] labels) {
    boolean[] held = held(labels);
    return (int) IntStream.range(0, held.length).filter(n -> held[n]).count();
  }

  /** What of the training split is left for training. */
  StoredSamples trained(StoredSamples all) {
    return share.isEmpty() ? all : part(all, false);
  }

  /** What of the training split is held out. */
  StoredSamples held(StoredSamples all) {
    return part(all, true);
  }

  private StoredSamples part(StoredSamples all, boolean wanted) {
    boolean[] held = held(IntStream.range(0, all.size()).map(all::label).toArray());
    int[] chosen = IntStream.range(0, held.length).filter(n -> held[n] == wanted).toArray();
    return new ChosenSamples(all, chosen);
  }
}
