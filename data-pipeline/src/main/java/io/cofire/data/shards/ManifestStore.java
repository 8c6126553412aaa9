package io.cofire.data.shards;

import io.cofire.data.files.Storage;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Writes the manifest, the act that makes a prepared set whole. */
public final class ManifestStore {

  private ManifestStore() {}

  /**
   * Writes the manifest beside its shards, all of which must be there.
   *
   * @param storage where the set is
   * @param directory the set
   * @param temporary where to write first, on the same file system
   */
  public static void commit(Storage storage, Path directory, Path temporary, Manifest manifest)
      throws IOException {
    storage.write(new Path(directory, Manifest.FILE), temporary, ManifestJson.write(manifest));
  }
}
