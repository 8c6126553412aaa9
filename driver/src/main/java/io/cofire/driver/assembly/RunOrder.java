package io.cofire.driver.assembly;

import io.cofire.data.batches.ClassMix;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.recipe.KeptRecipe;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The order of samples that a run has, which is a part of its result: chosen once, when it begins,
 * where its recipe leaves that to Cofire, and kept by its recipe from then on.
 *
 * @param recipe with the order that was chosen
 * @param said what was chosen and why; empty where the recipe says it
 * @param doubt what is to be feared of it
 */
public record RunOrder(Recipe recipe, Optional<String> said, Optional<String> doubt) {

  /**
   * Chooses.
   *
   * @param began the order that the run has begun with
   * @param memoryBytes that a process may keep of the training split
   */
  public static RunOrder of(
      Recipe recipe, Manifest manifest, Optional<Shuffle> began, long memoryBytes) {
    SplitInfo split = manifest.split(recipe.data().train());
    Shuffle asked = recipe.data().shuffle();
    if (!(asked instanceof Shuffle.Auto)) {
      return new RunOrder(recipe, Optional.empty(), poor(asked, split).map(RunOrder::doubt));
    }
    if (began.isPresent()) {
      String said = began.get().describe() + ": as the run has begun";
      return new RunOrder(recipe.withShuffle(began.get()), Optional.of(said), Optional.empty());
    }
    Shuffle bySize = asked.of(split.bytes(), memoryBytes);
    Optional<ClassMix> poor = poor(bySize, split);
    Shuffle chosen = poor.isPresent() ? new Shuffle.Full() : bySize;
    String said = chosen.describe() + ": " + sizes(split, memoryBytes);
    return new RunOrder(
        recipe.withShuffle(chosen),
        Optional.of(said + poor.map(RunOrder::butUnmixed).orElse("")),
        Optional.empty());
  }

  /** How badly the shards mix the classes, where that counts. */
  private static Optional<ClassMix> poor(Shuffle shuffle, SplitInfo split) {
    return shuffle.followsShards()
        ? Optional.of(ClassMix.of(split, shuffle.window())).filter(ClassMix::isPoor)
        : Optional.empty();
  }

  private static String butUnmixed(ClassMix mix) {
    return String.format(
        Locale.ROOT, ", but %s; prepared with --shuffle it is taken in windows", mix.describe());
  }

  private static String doubt(ClassMix mix) {
    return String.format(
        Locale.ROOT,
        "data.shuffle: %s; prepare the data with --shuffle, take a larger window, or full",
        mix.describe());
  }

  private static String sizes(SplitInfo split, long memoryBytes) {
    return String.format(
        Locale.ROOT,
        "%s has %,.1f MB, spark.cofire.cache is %,.1f MB",
        split.name(),
        split.bytes() / 1e6,
        memoryBytes / 1e6);
  }

  /**
   * The order that a run has begun with: its own, or that of the run that it goes on from.
   *
   * @return empty if nothing has begun, or nothing is known of it
   */
  public static Optional<Shuffle> began(Configuration hadoop, Recipe recipe, RunDirectory run)
      throws IOException {
    Optional<Shuffle> own = kept(hadoop, run);
    return own.isPresent() ? own : checkpointed(hadoop, recipe, run);
  }

  /** That of the run that a recipe goes on from; empty if it goes on from none. */
  public static Optional<Shuffle> resumed(Configuration hadoop, Recipe recipe) throws IOException {
    Optional<String> other = recipe.training().resumeFrom();
    return other.isEmpty()
        ? Optional.empty()
        : kept(hadoop, RunPlace.of(hadoop, other.get()).run());
  }

  /** A run that is older than the key has the order of that time. */
  private static Optional<Shuffle> kept(Configuration hadoop, RunDirectory run) throws IOException {
    try {
      return new KeptRecipe(hadoop, run).read().map(kept -> orFull(kept.data().shuffle()));
    } catch (CheckpointException e) {
      return Optional.empty(); // told by who needs the recipe
    }
  }

  private static Shuffle orFull(Shuffle kept) {
    return kept.followsShards() ? kept : new Shuffle.Full();
  }

  /** Where the recipe was lost, the checkpoints' hash tells. */
  private static Optional<Shuffle> checkpointed(
      Configuration hadoop, Recipe recipe, RunDirectory run) throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    Optional<Path> newest = store.newest(warning -> {});
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Shuffle windows = new Shuffle.Windows(Shuffle.Windows.USUAL);
    String hash = store.progress(newest.get()).recipeHash();
    return Optional.of(
        recipe.withShuffle(windows).hash().equals(hash) ? windows : new Shuffle.Full());
  }
}
