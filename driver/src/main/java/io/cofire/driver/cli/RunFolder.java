package io.cofire.driver.cli;

import io.cofire.data.files.Changes;
import io.cofire.data.files.Storage;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.report.RunReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run's directory as commands see it: which recipe it belongs to.
 *
 * @param hadoop reaches its file system
 * @param run where it is
 */
record RunFolder(Configuration hadoop, RunDirectory run) {

  private static final String RECIPE = "recipe.yaml";

  /** The directory that a recipe's run has. */
  static RunFolder of(Session session, Recipe recipe) throws IOException {
    String parent = session.located(recipe.run().directory());
    return new RunFolder(session.hadoop(), RunDirectory.of(parent, recipe.name(), recipe.seed()));
  }

  /** Deletes what an earlier run has left here; what is not a run's stays. */
  void clear() throws IOException {
    FileSystem files = run.path().getFileSystem(hadoop);
    Changes.delete(files, run.checkpoints());
    Changes.delete(files, run.metrics());
    Changes.delete(files, run.allMetrics());
    for (String name : List.of(RECIPE, "run.json", RunReport.PAGE, "evaluation.json")) {
      Changes.delete(files, new Path(run.path(), name));
    }
  }

  /**
   * Refuses a directory whose checkpoints come from another recipe.
   *
   * @throws UsageException if so, with the ways out
   */
  void requireSame(Recipe recipe) throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    Optional<Path> newest = store.newest(warning -> {});
    if (newest.isEmpty()) {
      return;
    }
    String found = store.progress(newest.get()).recipeHash();
    if (!found.equals(recipe.hash())) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot train into %s: its checkpoints come from another recipe (expected hash %.12s, found %.12s); start over with --fresh, or choose another name or seed, such as --set seed=%d",
              run.root(),
              recipe.hash(),
              found,
              recipe.seed() + 1));
    }
  }

  /** Where the page is, or will be. */
  Path report() {
    return new Path(run.path(), RunReport.PAGE);
  }

  boolean hasReport() throws IOException {
    return report().getFileSystem(hadoop).exists(report());
  }

  /** Whether a recipe was kept here. */
  boolean hasRecipe() throws IOException {
    Path file = new Path(run.path(), RECIPE);
    return file.getFileSystem(hadoop).exists(file);
  }

  /** Keeps the recipe, so that the run can be evaluated from its directory alone. */
  void keep(Recipe recipe) throws IOException {
    byte[] text = recipe.yaml().getBytes(StandardCharsets.UTF_8);
    Path file = new Path(run.path(), RECIPE);
    Storage.of(hadoop, file).write(file, new Path(run.path(), "_" + RECIPE), text);
  }

  /**
   * The recipe that the run was started with.
   *
   * @throws UsageException if there is none
   */
  Recipe recipe() throws IOException {
    Path file = new Path(run.path(), RECIPE);
    try {
      byte[] text = Storage.of(hadoop, file).read(file);
      return Recipe.parse(new String(text, StandardCharsets.UTF_8), file.toString());
    } catch (FileNotFoundException e) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot use %s: it is neither a recipe nor the directory of a run (expected %s)",
              run.root(),
              file));
    }
  }
}
