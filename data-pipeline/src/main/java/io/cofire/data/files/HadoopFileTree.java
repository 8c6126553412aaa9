package io.cofire.data.files;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
    Path path = FileSystems.path(root);
    this.files = Storage.of(configuration, path).files();
    this.root = files.makeQualified(path);
  }

  @Override
  public String root() {
    return root.toString();
  }

  /** A local folder is walked without Hadoop, which loses entries and starts a process for each. */
  @Override
  public Listing listing() throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      return LocalWalk.of(local.pathToFile(root).toPath(), FileNames.HERE);
    }
    if (!files.exists(root) || !files.getFileStatus(root).isDirectory()) {
      String problem = files.exists(root) ? "it is not a folder" : "it does not exist";
      throw new FileNotFoundException(
          "Cannot read data set folder " + root + ": " + problem + "; check the path");
    }
    List<Entry> entries = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = files.listFiles(root, true);
    while (found.hasNext()) {
      entries.add(entry(found.next()));
    }
    return Listing.of(entries);
  }

  private Entry entry(FileStatus status) {
    String prefix = root.toUri().getPath();
    int skip = prefix.endsWith("/") ? prefix.length() : prefix.length() + 1;
    return new Entry(status.getPath().toUri().getPath().substring(skip), status.getLen());
  }

  /** The full path of a file. Hadoop would take what stands before a colon in it for a scheme. */
  public Path path(String path) {
    String prefix = root.toUri().getPath();
    String whole = prefix.endsWith("/") ? prefix + path : prefix + "/" + path;
    return new Path(root.toUri().getScheme(), root.toUri().getAuthority(), whole);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return open(path, 0);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    Path file = path(path);
    if (files instanceof RawLocalFileSystem) {
      FileNames.HERE.require(path);
    }
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
