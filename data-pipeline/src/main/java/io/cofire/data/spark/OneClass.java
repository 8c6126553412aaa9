package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions.Counts;
import io.cofire.data.datasets.SplitFolders;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses to train on one class alone: most often the folder above or below was meant. */
final class OneClass {

  private static final int MOST_NAMED = 3;

  private OneClass() {}

  /**
   * Looks at a plan. A set without a training part may have one class, and so may a part of a data
   * set that is asked for as one.
   *
   * @throws DatasetException if it has one class, naming what else was meant perhaps
   */
  static void refuse(PreparePlan plan, FileTree tree, PrepareConfig config) throws IOException {
    boolean scored = plan.splits().stream().allMatch(SplitFolders::isScored);
    if (plan.classes().size() != 1 || scored || config.layout().counts() == Counts.ANY) {
      return;
    }
    String only = plan.classes().get(0);
    List<String> below = folders(tree, only + "/");
    throw new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: all its %s are of one class, %s (expected a folder for each of two classes or more)%s; name the folder that holds the folders of the classes, or take one class with --subset or as --split all:test",
            plan.dataset(),
            tree.root(),
            plan.contents().word(),
            only,
            below.size() > 1
                ? String.format(
                    Locale.ROOT,
                    "; in that folder lie %s",
                    below.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (below.size() > MOST_NAMED ? ", ..." : ""))
                : ""));
  }

  /** The folders right in a folder. */
  private static List<String> folders(FileTree tree, String in) throws IOException {
    return tree.files().stream()
        .map(FileTree.Entry::path)
        .filter(path -> path.startsWith(in) && path.indexOf('/', in.length()) > 0)
        .map(path -> path.substring(in.length(), path.indexOf('/', in.length())))
        .distinct()
        .toList();
  }
}
