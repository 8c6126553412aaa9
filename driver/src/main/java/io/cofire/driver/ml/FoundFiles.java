package io.cofire.driver.ml;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files that rows name: where they lie together, and how long they are.
 *
 * @param root the innermost folder that holds all of them
 * @param lengths by path below the root
 */
record FoundFiles(String root, Map<String, Long> lengths) {

  private static final int FEW = 8; // asked for one by one: a folder may have many others

  /** Copies the map. */
  FoundFiles {
    lengths = Map.copyOf(lengths);
  }

  /**
   * Looks for files.
   *
   * @param paths full paths, as {@link #full} gives them
   * @throws MlException if one is not there or is a folder, or they lie on several file systems
   */
  static FoundFiles of(Configuration hadoop, List<Path> paths) throws IOException {
    Map<Path, List<Path>> byFolder = new HashMap<>();
    for (Path path : paths) {
      if (path.isRoot()) {
        throw folder(path);
      }
      byFolder.computeIfAbsent(path.getParent(), parent -> new ArrayList<>()).add(path);
    }
    FileSystem files = Storage.of(hadoop, paths.get(0)).files();
    Path root = common(new ArrayList<>(byFolder.keySet()));
    Map<String, Long> lengths = new HashMap<>();
    for (Map.Entry<Path, List<Path>> folder : byFolder.entrySet()) {
      Map<Path, Long> inside =
          folder.getValue().size() < FEW ? Map.of() : listed(files, folder.getKey());
      for (Path path : folder.getValue()) {
        Long length = inside.get(path);
        lengths.put(below(root, path), length == null ? length(files, path) : length);
      }
    }
    return new FoundFiles(root.toString(), lengths);
  }

  /** The full form of a path that a row has. */
  static Path full(Configuration hadoop, String text) throws IOException {
    Path path = FileSystems.path(text);
    return Storage.of(hadoop, path).files().makeQualified(path);
  }

  private static Map<Path, Long> listed(FileSystem files, Path folder) throws IOException {
    Map<Path, Long> found = new HashMap<>();
    try {
      for (FileStatus status : files.listStatus(folder)) {
        if (!status.isDirectory()) {
          found.put(status.getPath(), status.getLen());
        }
      }
      return found;
    } catch (FileNotFoundException e) {
      return found; // each of its files says so
    }
  }

  private static long length(FileSystem files, Path path) throws IOException {
    try {
      FileStatus status = files.getFileStatus(path);
      if (status.isDirectory()) {
        throw folder(path);
      }
      return status.getLen();
    } catch (FileNotFoundException e) {
      throw new MlException("Cannot fit: there is no file " + path, e);
    }
  }

  private static MlException folder(Path path) {
    return new MlException("Cannot fit: " + path + " is a folder, not a recording or image");
  }

  private static Path common(List<Path> folders) {
    Path root = folders.get(0);
    for (Path folder : folders) {
      if (!sameStorage(root, folder)) {
        throw new InvalidValue("featuresCol", folder, "must lie on one file system with " + root);
      }
      while (!isBelow(root, folder)) {
        root = root.getParent();
      }
    }
    return root;
  }

  private static boolean sameStorage(Path one, Path other) {
    return String.valueOf(one.toUri().getScheme()).equals(other.toUri().getScheme())
        && String.valueOf(one.toUri().getAuthority())
            .equals(String.valueOf(other.toUri().getAuthority()));
  }

  private static boolean isBelow(Path root, Path folder) {
    return (folder.toUri().getPath() + "/").startsWith(prefix(root));
  }

  private static String prefix(Path root) {
    String path = root.toUri().getPath();
    return path.endsWith("/") ? path : path + "/";
  }

  /** A path below the root. */
  static String below(Path root, Path path) {
    return path.toUri().getPath().substring(prefix(root).length());
  }
}
