package io.cofire.driver.cli;

import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.ForeignWeights;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.KeptRecipe;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.report.RunReport;
import io.cofire.driver.run.BestEpoch;
import io.cofire.driver.run.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run's directory as commands see it: whose it is, and which recipe it belongs to.
 *
 * @param hadoop reaches its file system
 * @param run where it is
 */
record RunFolder(Configuration hadoop, RunDirectory run) {

  /** The directory that a recipe's run has. */
  static RunFolder of(Session session, Recipe recipe) throws IOException {
    String parent = session.located(recipe.run().directory());
    return new RunFolder(session.hadoop(), RunDirectory.of(parent, recipe.name(), recipe.seed()));
  }

  /**
   * Takes the directory for a training.
   *
   * @param lost runs if another command takes it over meanwhile
   * @throws io.cofire.data.lock.FolderBusyException if another one is training into it
   */
  Owned take(Recipe recipe, Runnable lost) throws IOException {
    return FolderLock.take(hadoop, run.path(), "train", "cofire train " + recipe.name(), lost);
  }

  /**
   * Refuses folders where a run's own files go, which would be noticed when all is trained.
   *
   * @throws UsageException naming the first
   */
  void requireFree() throws IOException {
    FileSystem files = FileSystems.of(hadoop, run.path());
    for (Path file :
        List.of(
            kept().file(), run.allMetrics(), new Path(run.path(), RunReport.FIGURES), report())) {
      if (Changes.isFolder(files, file)) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "Cannot train into %s: %s is a folder, where the run's own file goes; move it away",
                run.root(),
                file.getName()));
      }
    }
  }

  /** Deletes what an earlier run has left here; what is not a run's stays. */
  void clear() throws IOException {
    FileSystem files = FileSystems.of(hadoop, run.path());
    for (Path folder :
        List.of(run.checkpoints(), run.metrics(), run.events(), run.formerRecipes())) {
      Changes.delete(files, folder);
    }
    Changes.delete(files, run.allMetrics());
    for (String name : List.of(KeptRecipe.NAME, RunReport.FIGURES, RunReport.PAGE)) {
      Changes.delete(files, new Path(run.path(), name));
    }
    FileStatus[] scores = files.globStatus(new Path(run.path(), "evaluation*.json"));
    for (FileStatus score : scores == null ? new FileStatus[0] : scores) {
      Changes.delete(files, score.getPath());
    }
  }

  /** How far the newest whole checkpoint is. */
  Optional<Progress> progress() throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    Optional<Path> newest = store.newest(warning -> {}); // whoever trains tells them
    return newest.isEmpty() ? Optional.empty() : Optional.of(store.progress(newest.get()));
  }

  /** What the final checkpoint knows of a run beside its weights, added to its result. */
  RunResult told(RunResult result) throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    Progress reached = store.progress(new Path(result.checkpoint()));
    Optional<BestEpoch> best =
        reached
            .bestEpoch()
            .map(
                metrics -> {
                  long step = reached.best().step();
                  return BestEpoch.of(metrics, step, store.of(step).toString());
                });
    return result.with(reached.computed(), best);
  }

  /** Where the page is, or will be. */
  Path report() {
    return new Path(run.path(), RunReport.PAGE);
  }

  /** Whether the report of all these steps is there. */
  boolean isReported(long steps) throws IOException {
    return RunReport.tells(hadoop, run, steps);
  }

  /** Whether a recipe was kept here. */
  boolean hasRecipe() throws IOException {
    Path file = kept().file();
    return FileSystems.of(hadoop, file).exists(file);
  }

  /** The recipe that is kept here. */
  KeptRecipe kept() {
    return new KeptRecipe(hadoop, run);
  }

  /** What it is if it is a file of another library's weights. */
  private Optional<String> foreign() throws IOException {
    FileSystem files = FileSystems.of(hadoop, run.path());
    if (!files.exists(run.path()) || files.getFileStatus(run.path()).isDirectory()) {
      return Optional.empty();
    }
    try (InputStream in = files.open(run.path())) {
      return ForeignWeights.name(in.readNBytes(ForeignWeights.BYTES));
    }
  }

  /**
   * The recipe that the run was started with.
   *
   * @throws UsageException if there is none
   */
  Recipe recipe() throws IOException {
    Optional<Recipe> kept = kept().read();
    if (kept.isPresent()) {
      return kept.get();
    }
    if (!FileSystems.of(hadoop, run.path()).exists(run.path())) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot use %s: it does not exist; name a recipe or the directory of a run",
              run.root()));
    }
    throw new UsageException(
        String.format(
            Locale.ROOT,
            "Cannot use %s: it is neither a recipe nor the directory of a run (expected %s)%s",
            run.root(),
            kept().file(),
            foreign().map(what -> "; " + what).orElse("")));
  }
}
