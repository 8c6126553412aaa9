package io.cofire.data.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files below a folder, on whatever storage. */
public interface FileTree {

  /**
   * A file.
   *
   * @param path path below the root, with '/'
   * @param bytes its length
   */
  record Entry(String path, long bytes) {}

  /** What messages call the root. */
  String root();

  /** What lies below the root, at any depth. */
  Listing listing() throws IOException;

  /**
   * The files at any depth that are not hidden, in ascending order of path (by UTF-16 code unit).
   */
  default List<Entry> files() throws IOException {
    return listing().files();
  }

  /** The bytes of a file; the caller closes the stream. */
  InputStream open(String path) throws IOException;

  /** The bytes of a file from an offset on; the caller closes the stream. */
  default InputStream open(String path, long offset) throws IOException {
    InputStream in = open(path);
    in.skipNBytes(offset);
    return in;
  }
}
