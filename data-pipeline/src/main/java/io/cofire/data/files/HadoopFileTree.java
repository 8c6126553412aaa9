package io.cofire.data.files;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/** The files below a folder of any Hadoop file system. */
public final class HadoopFileTree implements FileTree {

  private final FileSystem files;
  private final Path root;

  /**
   * The files below a folder.
   *
   * @param root the folder, on the file system that its scheme names or the default one
   */
  public HadoopFileTree(Configuration configuration, String root) throws IOException {
    Path path = new Path(root);
    this.files = Storage.of(configuration, path).files();
    this.root = files.makeQualified(path);
  }

  @Override
  public String root() {
    return root.toString();
  }

  @Override
  public List<Entry> files() throws IOException {
    if (!files.exists(root)) {
      throw new FileNotFoundException(
          "Cannot read data set folder " + root + ": it does not exist; check the path");
    }
    List<Entry> entries = new ArrayList<>();
    if (files instanceof RawLocalFileSystem) {
      addLocal(root, entries);
    } else {
      RemoteIterator<LocatedFileStatus> found = files.listFiles(root, true);
      while (found.hasNext()) {
        entries.add(entry(found.next()));
      }
    }
    entries.sort(Comparator.comparing(Entry::path));
    return entries;
  }

  /** Hadoop starts a process, ls, for each local file whose location it is asked for. */
  private void addLocal(Path folder, List<Entry> entries) throws IOException {
    for (FileStatus status : files.listStatus(folder)) {
      if (status.isDirectory()) {
        addLocal(status.getPath(), entries);
      } else {
        entries.add(entry(status));
      }
    }
  }

  private Entry entry(FileStatus status) {
    String prefix = root.toUri().getPath();
    int skip = prefix.endsWith("/") ? prefix.length() : prefix.length() + 1;
    return new Entry(status.getPath().toUri().getPath().substring(skip), status.getLen());
  }

  @Override
  public InputStream open(String path) throws IOException {
    return open(path, 0);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    Path file = new Path(root, path);
    FSDataInputStream in = files.open(file);
    in.seek(offset);
    return new Seeking(in, () -> files.getFileStatus(file).getLen());
  }

  /** Passes over bytes without reading them, which not every file system's stream does. */
  private static final class Seeking extends FilterInputStream {

    /** Asks the storage. */
    @FunctionalInterface
    private interface Length {
      long bytes() throws IOException;
    }

    private final FSDataInputStream stored;
    private final Length length;
    private long end = -1; // asked for when it is needed

    Seeking(FSDataInputStream stored, Length length) {
      super(stored);
      this.stored = stored;
      this.length = length;
    }

    @Override
    public long skip(long bytes) throws IOException {
      if (end < 0) {
        end = length.bytes();
      }
      long from = stored.getPos();
      long to = Math.min(from + Math.max(0, bytes), Math.max(from, end));
      stored.seek(to);
      return to - from;
    }
  }
}
