package io.cofire.driver.cli;

import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
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

  /** A recipe with the full path of its data. */
  static Recipe recipe(Configuration hadoop, Recipe recipe) throws IOException {
    return recipe.withShards(path(hadoop, recipe.data().shards()));
  }
}
