package io.cofire.data.datasets;

import io.cofire.data.files.FileTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the folders of one's own data mean: {@code <class>/...}, or {@code <split>/<class>/...} and
 * {@code <class>/<split>/...} where a folder is called like a {@link SplitFolders split}. What can
 * be taken for either is refused.
 *
 * @param files the samples, in the order of their paths
 * @param isDivided whether they lie in splits; each has one then
 */
public record OwnFolders(List<Placed> files, boolean isDivided) {

  private static final int MOST_NAMED = 5;

  /** Copies the list. */
  public OwnFolders {
    files = List.copyOf(files);
  }

  /**
   * A file and what its folders say.
   *
   * @param split by {@link SplitFolders#meaning}; empty if it is in none
   * @param className the folder of its class; empty if it is in none
   */
  public record Placed(FileTree.Entry file, String split, String className) {

    private static Placed of(FileTree.Entry file) {
      List<String> parts = Arrays.asList(file.path().split("/", -1));
      List<String> folders = parts.subList(0, parts.size() - 1);
      for (int i = 0; i < folders.size(); i++) {
        Optional<String> split = SplitFolders.meaning(folders.get(i));
        if (split.isPresent()) {
          String above = i > 0 ? folders.get(i - 1) : "";
          return new Placed(file, split.get(), i + 1 < folders.size() ? folders.get(i + 1) : above);
        }
      }
      return new Placed(file, "", folders.isEmpty() ? "" : folders.get(0));
    }

    private String top() {
      return file.path().substring(0, file.path().indexOf('/'));
    }
  }

  /**
   * Reads the folders.
   *
   * @param layout its name, for messages
   * @param word what the samples are called
   * @param tree the data set
   * @param samples the files that are called like samples; those in no folder are passed over
   * @throws DatasetException if they can be taken for classes as well as for splits
   */
  public static OwnFolders of(
      String layout, String word, FileTree tree, List<FileTree.Entry> samples) {
    List<Placed> all =
        samples.stream().filter(file -> file.path().contains("/")).map(Placed::of).toList();
    List<Placed> divided = new ArrayList<>();
    List<Placed> bare = new ArrayList<>(); // in a split and in no class
    List<Placed> plain = new ArrayList<>();
    for (Placed one : all) {
      List<Placed> kind = one.className().isEmpty() ? bare : divided;
      (one.split().isEmpty() ? plain : kind).add(one);
    }
    if (divided.isEmpty() && bare.isEmpty()) {
      return new OwnFolders(plain, false);
    }
    if (divided.isEmpty()) {
      throw refused(
          layout,
          tree,
          String.format(
              Locale.ROOT,
              "its folders %s are called like splits and have %s, but no folders of classes, in them (expected such as train/<class>/...); put them into folders of their classes, or rename a folder that is a class",
              tops(bare),
              word));
    }
    if (!plain.isEmpty() && divided.stream().map(Placed::split).distinct().count() == 1) {
      throw refused(
          layout,
          tree,
          String.format(
              Locale.ROOT,
              "%s lie in folders that are called like splits (%s) and in others (%s): they may be splits or classes; move one kind elsewhere, or rename a folder that is a class",
              word,
              tops(divided),
              tops(plain)));
    }
    return new OwnFolders(divided, true);
  }

  private static DatasetException refused(String layout, FileTree tree, String why) {
    return new DatasetException(
        String.format(Locale.ROOT, "Cannot index data set %s in %s: %s", layout, tree.root(), why));
  }

  private static String tops(List<Placed> files) {
    Set<String> tops =
        files.stream().map(Placed::top).collect(Collectors.toCollection(TreeSet::new));
    String named = tops.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return tops.size() > MOST_NAMED ? named + ", ..." : named;
  }

  /** The splits as the folders say, in their order; {@code val} is {@code test} if none is. */
  public List<SplitFolders.Named<Placed>> splits() {
    Map<String, List<Placed>> bySplit = new TreeMap<>();
    for (Placed one : files) {
      bySplit.computeIfAbsent(one.split(), split -> new ArrayList<>()).add(one);
    }
    return SplitFolders.ordered(bySplit);
  }
}
