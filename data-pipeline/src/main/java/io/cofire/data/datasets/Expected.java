package io.cofire.data.datasets;

import io.cofire.data.files.FileTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a data set is published to hold.
 *
 * @param classes number of classes
 * @param recordings number of recordings by split, or of {@link #ALL} where there is no official
 *     one
 */
record Expected(int classes, Map<String, Integer> recordings) {

  /** In place of a split: the whole data set. */
  static final String ALL = "all";

  Expected {
    recordings = Map.copyOf(recordings);
  }

  /** A data set without an official split. */
  static Expected all(int classes, int recordings) {
    return new Expected(classes, Map.of(ALL, recordings));
  }

  /** A data set with an official split. */
  static Expected split(int classes, int train, int test) {
    return new Expected(classes, Map.of("train", train, "test", test));
  }

  /**
   * Compares an index with what is published.
   *
   * @param options where its splits do not matter, their sum does
   * @throws DatasetException if a number differs
   */
  void require(FileTree tree, DatasetIndex index, LayoutOptions options) {
    require(tree, index.dataset(), "classes", classes, index.classes().size());
    if (recordings.containsKey(ALL) || options.isOwn()) {
      int all = recordings.values().stream().mapToInt(Integer::intValue).sum();
      require(tree, index.dataset(), "recordings", all, (int) index.recordings());
      return;
    }
    for (SplitEntries split : index.splits()) {
      List<LabelledEntry> found = split.recordings();
      String what = "recordings in split " + split.name();
      int expected = recordings.getOrDefault(split.name(), 0);
      require(tree, index.dataset(), what, expected, found.size());
    }
  }

  private static void require(FileTree tree, String dataset, String what, int expected, int found) {
    if (expected != found) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: %d %s (expected %d); fetch what is missing, or take a part of it with --subset",
              dataset,
              tree.root(),
              found,
              what,
              expected));
    }
  }
}
