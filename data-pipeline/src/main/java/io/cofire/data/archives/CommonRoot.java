package io.cofire.data.archives;

import io.cofire.data.datasets.SplitFolders;
import io.cofire.data.files.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folder that was packed, which is alone at the top of most archives. It is left out, as if its
 * user had named it. The folder of a split is not, nor one that has not two folders in it.
 */
final class CommonRoot {

  private CommonRoot() {}

  /** The same files without the folder, if there is one; files that are hidden do not count. */
  static ArchiveTree without(ArchiveTree whole) {
    List<String> paths = whole.listing().files().stream().map(FileTree.Entry::path).toList();
    String root = root(paths);
    if (root.isEmpty()) {
      return whole;
    }
    Map<String, ArchiveMember> below = new TreeMap<>();
    for (String path : paths) {
      below.put(path.substring(root.length()), whole.members().get(path));
    }
    return new ArchiveTree(whole.tree(), whole.archive(), below, whole.listing().passedOver());
  }

  private static String root(List<String> paths) {
    String root = "";
    while (true) {
      int from = root.length();
      boolean hasFiles = paths.stream().anyMatch(path -> path.indexOf('/', from) < 0);
      Set<String> folders = new TreeSet<>();
      for (String path : paths) {
        int slash = path.indexOf('/', from);
        folders.add(slash < 0 ? "" : path.substring(from, slash));
      }
      folders.remove("");
      if (folders.size() > 1) {
        return root;
      }
      if (hasFiles || folders.isEmpty()) {
        return "";
      }
      String only = folders.iterator().next();
      if (SplitFolders.meaning(only).isPresent()) {
        return root;
      }
      root += only + "/";
    }
  }
}
