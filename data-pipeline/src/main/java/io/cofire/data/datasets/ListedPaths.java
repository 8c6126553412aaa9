package io.cofire.data.datasets;

import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a data set as its lists name them, and what they name in vain. One thread. */
final class ListedPaths {

  private final String dataset;
  private final FileTree tree;
  private final LayoutOptions options;
  private final Map<String, FileTree.Entry> files = new TreeMap<>();
  private final Map<String, String> places = new HashMap<>(); // of the line that names a file
  private final List<PassedOver> missing = new ArrayList<>();

  ListedPaths(String dataset, FileTree tree, LayoutOptions options) throws IOException {
    this.dataset = dataset;
    this.tree = tree;
    this.options = options;
    tree.files().forEach(file -> files.put(file.path(), file));
  }

  /** How many files there are. */
  int count() {
    return files.size();
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /** The path of the file of this name that lies highest. */
  Optional<String> highest(String name) {
    return files.keySet().stream()
        .filter(path -> path.equals(name) || path.endsWith("/" + name))
        .min((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length());
  }

  List<ListLine> lines(String path) throws IOException {
    try (InputStream in = tree.open(path)) {
      return ListLine.read(path, in);
    }
  }

  /**
   * The file that a line names; where a part of the data set is enough, it need not be there.
   *
   * @param folder where the line's paths begin
   * @param written the path that the line has
   * @throws DatasetException if it has to be there and is not, or another line names it too
   */
  Optional<FileTree.Entry> named(ListLine line, String folder, String written) {
    String path = written.startsWith("/") ? written : folder + written;
    FileTree.Entry file = resolved(path).map(files::get).orElse(null);
    if (file == null) {
      if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
        throw wrong(
            line.place() + " lists " + path + ", which is not there",
            "the folder, or take a part of it with --subset");
      }
      missing.add(inVain(path));
      return Optional.empty();
    }
    String before = places.put(file.path(), line.place());
    if (before != null) {
      throw wrong(file.path() + " is listed in " + before + " and in " + line.place(), "the lists");
    }
    return Optional.of(file);
  }

  /** What a list names and is not there. */
  static PassedOver inVain(String path) {
    return resolved(path)
        .map(inside -> new PassedOver(inside, PassedOver.Reason.MISSING))
        .orElse(new PassedOver(path, PassedOver.Reason.OUTSIDE));
  }

  /** A path without its dots; empty if it leads out of the folder. */
  private static Optional<String> resolved(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") ? parts.pollLast() == null : path.startsWith("/")) {
        return Optional.empty();
      }
      if (!List.of("", ".", "..").contains(part)) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /** What the lines so far name in vain. */
  List<PassedOver> missing() {
    return missing;
  }

  DatasetException wrong(String problem, String remedy) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: %s; check %s",
            dataset,
            tree.root(),
            problem,
            remedy));
  }
}
