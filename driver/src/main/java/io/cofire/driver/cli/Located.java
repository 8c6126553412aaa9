package io.cofire.driver.cli;

import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Full forms of paths: executors work in other directories. */
public final class Located {

  private Located() {}

  /** A path with its scheme and all its folders. */
  public static String path(Configuration hadoop, String path) throws IOException {
    Path plain = FileSystems.path(path);
    return Storage.of(hadoop, plain).files().makeQualified(plain).toString();
  }

  /**
   * Where a command writes a file, with its scheme and all its folders.
   *
   * @param inputs what the command reads
   * @throws UsageException if a folder is there, or it is one of the inputs
   */
  public static Path output(Configuration hadoop, String path, List<String> inputs)
      throws IOException {
    Path target = new Path(path(hadoop, path));
    if (Changes.isFolder(Storage.of(hadoop, target).files(), target)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot write %s: a folder is there; name a file",
              Places.shown(target)));
    }
    for (String input : inputs) {
      if (path(hadoop, input).equals(target.toString())) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "Cannot write %s: it is what is read; name another file",
                Places.shown(target)));
      }
    }
    return target;
  }

  /** A recipe with the full path of its data. */
  static Recipe recipe(Configuration hadoop, Recipe recipe) throws IOException {
    return recipe.withShards(path(hadoop, recipe.data().shards()));
  }
}
