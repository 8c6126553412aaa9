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

  /** All files at any depth, in ascending order of path (by UTF-16 code unit). */
  List<Entry> files() throws IOException;

  /** The bytes of a file; the caller closes the stream. */
  InputStream open(String path) throws IOException;

  /** The bytes of a file from an offset on; the caller closes the stream. */
  default InputStream open(String path, long offset) throws IOException {
    InputStream in = open(path);
    in.skipNBytes(offset);
    return in;
  }
}
