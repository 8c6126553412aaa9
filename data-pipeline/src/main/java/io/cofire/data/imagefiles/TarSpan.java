package io.cofire.data.imagefiles;

import io.cofire.data.archives.BoundedTar;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Where a file lies inside a tar, or a file of its own.
 *
 * @param path path of the tar below the data set's folder
 * @param name name of the file in it
 * @param from offset of its first byte
 * @param to offset behind its last
 */
record TarSpan(String path, String name, long from, long to) {

  /**
   * The files inside a tar, by its headers alone: where the storage can seek, what lies between
   * them is passed over.
   *
   * @throws DatasetException if the tar is damaged or ends early
   */
  static List<TarSpan> inside(FileTree tree, FileTree.Entry tar) throws IOException {
    List<TarSpan> spans = new ArrayList<>();
    try (BoundedTar in = new BoundedTar(tree.open(tar.path()))) {
      TarArchiveEntry entry;
      while ((entry = next(in, tar)) != null) {
        long from = in.getBytesRead();
        if (entry.getSize() > tar.bytes() - from) {
          throw damaged(
              tar,
              String.format(
                  Locale.ROOT,
                  "%s should end at byte %s",
                  entry.getName(),
                  Long.toUnsignedString(from + entry.getSize())));
        }
        TarSpan span = new TarSpan(tar.path(), entry.getName(), from, from + entry.getSize());
        if (entry.isFile()) {
          spans.add(span);
        }
      }
    }
    return spans;
  }

  private static TarArchiveEntry next(BoundedTar in, FileTree.Entry tar) {
    try {
      return in.next();
    } catch (IOException e) {
      throw damaged(tar, e.getMessage());
    }
  }

  private static DatasetException damaged(FileTree.Entry tar, String problem) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot read archive %s of %d bytes: %s; fetch it again",
            tar.path(),
            tar.bytes(),
            problem));
  }
}
