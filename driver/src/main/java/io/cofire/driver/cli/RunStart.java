package io.cofire.driver.cli;

import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.FormerRecipes;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.recipe.KeyChange;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether a run's directory may go on with a recipe, before anything is trained. */
final class RunStart {

  private static final int SHOWN = 8;

  private final RunFolder folder;
  private final Recipe recipe;
  private final Consumer<String> warnings;
  private Optional<Recipe> before = Optional.empty();

  /**
   * Of a run.
   *
   * @param recipe what is to be trained, with the full path of its data
   * @param warnings is told of a kept recipe that is damaged
   */
  RunStart(RunFolder folder, Recipe recipe, Consumer<String> warnings) {
    this.folder = folder;
    this.recipe = recipe;
    this.warnings = warnings;
  }

  /**
   * Looks whether the directory may become the recipe's, which {@link #keep} makes it.
   *
   * @return what the run is extended by, in words
   * @throws UsageException if it is another recipe's, with what differs and the ways out
   * @throws CheckpointException if its checkpoints are of other data
   */
  Optional<String> require(Start start, Manifest data) throws IOException {
    if (start == Start.FRESH) {
      folder.clear();
    }
    Optional<Recipe> kept = kept();
    before = kept;
    Optional<Progress> done = folder.progress();
    if (start == Start.EXTENDED && kept.isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot extend %s: there is no run whose recipe could be read; leave --extend out",
              folder.run().root()));
    }
    if (done.isPresent()) {
      requireOurs(done.get(), kept.orElse(recipe), data);
    }
    List<KeyChange> changes = kept.map(recipe::changesFrom).orElse(List.of());
    boolean free = changes.stream().allMatch(KeyChange::isFree);
    if (!changes.isEmpty() && (start != Start.EXTENDED || !free)) {
      throw differs(changes, free);
    }
    if (!changes.isEmpty()) {
      extend(kept.get(), done);
    }
    return changes.isEmpty() ? Optional.empty() : Optional.of(shown(changes));
  }

  /** Makes the directory the recipe's: from here on it takes no other. */
  void keep() throws IOException {
    folder.kept().write(recipe);
  }

  /** The recipe of a command that was refused before its first checkpoint binds nobody. */
  void takeBack() throws IOException {
    Optional<Progress> done = folder.progress();
    if (done.isPresent() && done.get().recipeHash().equals(recipe.hash())) {
      return;
    }
    if (before.isPresent()) {
      folder.kept().write(before.get());
    } else if (done.isEmpty()) {
      Changes.delete(FileSystems.of(folder.hadoop(), folder.run().path()), folder.kept().file());
    }
  }

  /** A damaged one is written again if the checkpoints are of this recipe, or there are none. */
  private Optional<Recipe> kept() throws IOException {
    try {
      return folder.kept().read();
    } catch (CheckpointException e) {
      warnings.accept(e.getMessage());
      return Optional.empty();
    }
  }

  private void requireOurs(Progress done, Recipe current, Manifest data) throws IOException {
    String place = folder.run().root();
    try {
      new FormerRecipes(folder.hadoop(), folder.run())
          .accept(done, current.hash(), done.manifestHash(), place);
    } catch (CheckpointException e) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot train into %s: its checkpoints come from another recipe (expected hash %.12s, found %.12s); start over with --fresh, or choose another name or seed, such as --set seed=%d",
              place,
              current.hash(),
              done.recipeHash(),
              recipe.seed() + 1));
    }
    done.requireSameRun(done.recipeHash(), data.sha256(), place);
  }

  private UsageException differs(List<KeyChange> changes, boolean free) {
    String extend =
        "go on with these by --extend, which keeps weights, optimizer and place in the data; ";
    return new UsageException(
        String.format(
            Locale.ROOT,
            "Cannot train into %s: its recipe.yaml has other values: %s; %sstart over with --fresh, or choose another name or seed, such as --set seed=%d",
            folder.run().root(),
            shown(changes),
            free ? extend : "",
            recipe.seed() + 1));
  }

  private static String shown(List<KeyChange> changes) {
    int more = changes.size() - SHOWN;
    return changes.stream()
            .sorted((a, b) -> Boolean.compare(a.isFree(), b.isFree())) // what cannot change, first
            .limit(SHOWN)
            .map(KeyChange::describe)
            .collect(Collectors.joining("; "))
        + (more > 0 ? String.format(Locale.ROOT, " and %d more", more) : "");
  }

  private void extend(Recipe before, Optional<Progress> done) throws IOException {
    int epochs = done.map(Progress::epoch).orElse(0);
    if (recipe.training().epochs() < epochs) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot extend %s to training.epochs %d: it has done %d; choose at least that many",
              folder.run().root(),
              recipe.training().epochs(),
              epochs));
    }
    new FormerRecipes(folder.hadoop(), folder.run())
        .add(done.map(Progress::step).orElse(0L), before.hash(), before.yaml());
  }
}
