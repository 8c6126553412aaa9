package io.cofire.data.spark.aer;

import io.cofire.data.errors.Legible;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.HadoopFileTree;
import io.cofire.data.files.Listing;
import io.cofire.data.files.PassedOver;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording that has been found and not been opened.
 *
 * @param path its full path
 * @param label its class, or null
 * @param bytes its length
 */
record FoundRecording(String path, String label, long bytes) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(FoundRecording.class);

  /**
   * Finds all recordings of the options' paths, folders at any depth, in ascending order of path.
   * What is hidden, or a link to nothing or back, is passed over with a warning, as {@link
   * io.cofire.data.files.Listing} has it for every layout.
   *
   * @throws FileNotFoundException if a path or glob fits nothing
   */
  static List<FoundRecording> find(Configuration configuration, AerOptions options)
      throws IOException {
    GlobFilter names = new GlobFilter(options.nameGlob().isEmpty() ? "*" : options.nameGlob());
    List<FoundRecording> found = new ArrayList<>();
    for (String pattern : options.paths()) {
      Path path = FileSystems.path(pattern);
      FileSystem files = Storage.of(configuration, path).files();
      FileStatus[] roots = files.globStatus(path);
      if (roots == null || roots.length == 0) {
        throw new FileNotFoundException(
            "Cannot read recordings at " + pattern + ": no such file; check the path");
      }
      for (FileStatus root : roots) {
        collect(configuration, root, names, options.labels(), found);
      }
    }
    found.sort(Comparator.comparing(FoundRecording::path));
    return found;
  }

  private static void collect(
      Configuration configuration,
      FileStatus root,
      GlobFilter names,
      Labels labels,
      List<FoundRecording> found)
      throws IOException {
    if (root.isFile()) {
      add(root.getPath(), root.getLen(), names, labels, found);
      return;
    }
    HadoopFileTree tree = new HadoopFileTree(configuration, root.getPath().toString());
    Listing listing = tree.listing();
    for (FileTree.Entry file : listing.files()) {
      add(tree.path(file.path()), file.bytes(), names, labels, found);
    }
    for (String reason : PassedOver.counted(listing.passedOver())) {
      LOG.warn("Not read below {}: {}", root.getPath(), Legible.of(reason));
    }
  }

  private static void add(
      Path path, long bytes, GlobFilter names, Labels labels, List<FoundRecording> found) {
    if (names.accept(path)) {
      String label = labels == Labels.FOLDER ? path.getParent().getName() : null;
      found.add(new FoundRecording(path.toString(), label, bytes));
    }
  }
}
