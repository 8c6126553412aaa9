package io.cofire.driver.checkpoint;

import io.cofire.data.files.FileSystems;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run as people name it: its directory, or one of its checkpoints, {@code
 * RUN/checkpoints/step-0000025}, or {@code RUN/checkpoints/best} for that of the epoch that was
 * validated best.
 *
 * @param run its directory
 * @param checkpoint the checkpoint, if one was named
 */
public record RunPlace(RunDirectory run, Optional<Path> checkpoint) {

  private static final String BEST = "best";

  /** What a path names; nothing is read. */
  public static RunPlace of(Configuration hadoop, String place) throws IOException {
    Path path = FileSystems.path(place);
    FileSystem files = FileSystems.of(hadoop, path);
    Path full = files.makeQualified(path);
    Path parent = full.getParent();
    boolean named =
        (CheckpointStore.isCheckpoint(full) || full.getName().equals(BEST))
            && parent != null
            && parent.getName().equals(RunDirectory.CHECKPOINTS);
    return named
        ? new RunPlace(new RunDirectory(parent.getParent().toString()), Optional.of(full))
        : new RunPlace(new RunDirectory(full.toString()), Optional.empty());
  }

  /**
   * The checkpoint that was named, or the newest whole one of the run.
   *
   * @param warnings is told of damaged ones that were skipped
   * @throws CheckpointException if there is none, or the named one is not whole
   */
  public Path chosen(Configuration hadoop, Consumer<String> warnings) throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    if (checkpoint.isPresent()) {
      Path named = checkpoint.get();
      Path wanted = named.getName().equals(BEST) ? best(store, named, warnings) : named;
      requireThere(store, wanted);
      store.verify(wanted);
      return wanted;
    }
    Optional<Path> newest = store.newest(warnings);
    if (newest.isEmpty()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot read the weights of %s: no whole checkpoint in %s; train first",
              run.root(),
              run.checkpoints()));
    }
    return newest.get();
  }

  /** As the newest whole one tells it. */
  private Path best(CheckpointStore store, Path named, Consumer<String> warnings)
      throws IOException {
    Optional<Path> newest = store.newest(warnings);
    Optional<Progress.Best> best =
        newest.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(store.progress(newest.get()).best());
    return best.map(one -> store.of(one.step()))
        .orElseThrow(
            () ->
                new CheckpointException(
                    String.format(
                        Locale.ROOT,
                        "Cannot find checkpoint %s: no epoch of the run was validated; a recipe with data.validation has a best one",
                        named)));
  }

  private void requireThere(CheckpointStore store, Path wanted) throws IOException {
    List<String> found = store.names();
    if (!found.contains(wanted.getName())) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot find checkpoint %s: %s has %s",
              wanted.getName(),
              run.checkpoints(),
              found.isEmpty() ? "none" : String.join(", ", found)));
    }
  }
}
