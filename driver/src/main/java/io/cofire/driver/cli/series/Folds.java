package io.cofire.driver.cli.series;

import io.cofire.driver.cli.UsageException;
import io.cofire.driver.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The runs of a cross-validation.
 *
 * @param recipe what every run has in common
 * @param names the splits that it names for training and for scoring, fold2 before fold10
 */
record Folds(Recipe recipe, List<String> names) {

  /** What a run is scored on. */
  enum Scored {
    /** The fold that it leaves out. */
    OWN,
    /** The one after the fold that it leaves out, which it does not train on either. */
    NEXT
  }

  /**
   * The folds of a recipe.
   *
   * @throws UsageException if it names fewer than three splits
   */
  static Folds of(Recipe recipe) {
    List<String> names = new ArrayList<>(Recipe.Data.splits(recipe.data().train()));
    names.addAll(Recipe.Data.splits(recipe.data().test()));
    if (names.size() < 3) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot cross-validate %s: data.train and data.test name %d splits (expected at least 3, such as fold2+fold3 and fold1); prepare them with --split folds:5",
              recipe.name(),
              names.size()));
    }
    names.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    return new Folds(recipe, List.copyOf(names));
  }

  /** One recipe a fold, named after the fold that it leaves out. */
  List<Recipe> runs(Scored scored) {
    List<Recipe> runs = new ArrayList<>();
    for (int fold = 0; fold < names.size(); fold++) {
      String left = names.get(fold);
      String next = names.get((fold + 1) % names.size());
      String tested = scored == Scored.OWN ? left : next;
      List<String> trained =
          names.stream().filter(name -> !name.equals(left) && !name.equals(tested)).toList();
      String suffix = scored == Scored.OWN ? left : left + "-validated";
      runs.add(
          new Recipe(
              recipe.name() + "-" + suffix,
              recipe.seed(),
              recipe.data().withSplits(trained, tested),
              recipe.network(),
              recipe.training(),
              recipe.run()));
    }
    return runs;
  }
}
