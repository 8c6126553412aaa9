package io.cofire.data.spark.aer;

import io.cofire.data.files.Storage;
import io.cofire.data.spark.aer.AerOptions.Labels;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * A recording that has been found and not been opened.
 *
 * @param path its full path
 * @param label its class, or null
 * @param bytes its length
 */
record FoundRecording(String path, String label, long bytes) implements Serializable {

  /**
   * Finds all recordings of the options' paths, folders at any depth, in ascending order of path.
   * Names that begin with {@code _} or {@code .} are passed over, as in Spark's own sources.
   *
   * @throws FileNotFoundException if a path or glob fits nothing
   */
  static List<FoundRecording> find(Configuration configuration, AerOptions options)
      throws IOException {
    GlobFilter names = new GlobFilter(options.nameGlob().isEmpty() ? "*" : options.nameGlob());
    List<FoundRecording> found = new ArrayList<>();
    for (String pattern : options.paths()) {
      Path path = new Path(pattern);
      FileSystem files = Storage.of(configuration, path).files();
      FileStatus[] roots = files.globStatus(path);
      if (roots == null || roots.length == 0) {
        throw new FileNotFoundException(
            "Cannot read recordings at " + pattern + ": no such file; check the path");
      }
      for (FileStatus root : roots) {
        collect(files, root, names, options.labels(), found);
      }
    }
    found.sort(Comparator.comparing(FoundRecording::path));
    return found;
  }

  private static void collect(
      FileSystem files,
      FileStatus status,
      GlobFilter names,
      Labels labels,
      List<FoundRecording> found)
      throws IOException {
    Path path = status.getPath();
    if (status.isFile()) {
      if (names.accept(path)) {
        String label = labels == Labels.FOLDER ? path.getParent().getName() : null;
        found.add(new FoundRecording(path.toString(), label, status.getLen()));
      }
      return;
    }
    for (FileStatus inside : files.listStatus(path)) {
      String name = inside.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        collect(files, inside, names, labels, found);
      }
    }
  }
}
