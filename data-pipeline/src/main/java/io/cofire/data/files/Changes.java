package io.cofire.data.files;

import io.cofire.data.errors.InvalidValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What changes a Hadoop file system. Hadoop tells some refusals by {@code false} alone, and that a
 * file cannot be written as if it were missing; here each is a {@link RefusedChange}. No other
 * class makes, deletes or renames.
 */
public final class Changes {

  private Changes() {}

  /** Makes a folder and those above it, unless it is there. */
  public static void makeFolder(FileSystem files, Path folder) throws IOException {
    boolean made;
    try {
      made = files.mkdirs(folder);
    } catch (IOException e) {
      throw RefusedChange.of("make the folder", folder, e);
    }
    if (!made) {
      throw RefusedChange.of("make the folder", folder);
    }
  }

  /** Deletes a file, or a folder with all that is in it; nothing if it is not there. */
  public static void delete(FileSystem files, Path path) throws IOException {
    boolean deleted;
    try {
      deleted = files.delete(path, true);
    } catch (IOException e) {
      throw RefusedChange.of("delete", path, e);
    }
    if (!deleted && files.exists(path)) {
      throw RefusedChange.of("delete", path);
    }
  }

  /** Gives a file the name of another, which is deleted first; a folder never is. */
  public static void replace(FileSystem files, Path path, Path with) throws IOException {
    if (isFolder(files, path)) {
      throw new InvalidValue("output", path, "a folder is there; name a file");
    }
    delete(files, path);
    boolean renamed;
    try {
      renamed = files.rename(with, path);
    } catch (IOException e) {
      throw RefusedChange.of("rename to", path, e);
    }
    if (!renamed) {
      throw RefusedChange.of("rename to", path);
    }
  }

  /** Whether a folder is there. */
  public static boolean isFolder(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Begins a file, over an older one. */
  public static FSDataOutputStream create(FileSystem files, Path path) throws IOException {
    try {
      return files.create(path, true);
    } catch (IOException e) { // a local disk says FileNotFoundException where there is no right
      throw RefusedChange.of("write", path, e);
    }
  }

  /** Writes a whole file, over an older one. */
  static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (OutputStream out = create(files, path)) {
      out.write(bytes);
    } catch (IOException e) {
      throw RefusedChange.of("write", path, e);
    }
  }
}
