package io.cofire.data.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Whole files on a Hadoop file system. */
public final class Storage {

  private final FileSystem files;

  private Storage(FileSystem files) {
    this.files = files;
  }

  /**
   * The storage that a path lives on.
   *
   * @throws LostNames if it is a local path that this process cannot say
   */
  public static Storage of(Configuration configuration, Path path) throws IOException {
    FileSystem found = FileSystems.of(configuration, path);
    if (found instanceof RawLocalFileSystem) {
      FileNames.HERE.require(found.makeQualified(path).toUri().getPath());
    }
    return new Storage(found);
  }

  /** The file system itself. */
  public FileSystem files() {
    return files;
  }

  /**
   * All bytes of a file.
   *
   * @throws FileNotFoundException if there is none
   */
  public byte[] read(Path path) throws IOException {
    return read(path, length -> {});
  }

  /**
   * All bytes of a file.
   *
   * @param accepting is told its length before there is room for it, and throws where it is wrong
   * @throws FileNotFoundException if there is none
   */
  public byte[] read(Path path, LongConsumer accepting) throws IOException {
    FileStatus status = files.getFileStatus(path);
    accepting.accept(status.getLen());
    if (status.getLen() > Integer.MAX_VALUE - 8) {
      throw new IOException(path + " has " + status.getLen() + " bytes, more than fit an array");
    }
    byte[] bytes = new byte[(int) status.getLen()];
    try (FSDataInputStream in = files.open(path)) {
      in.readFully(0, bytes);
    }
    return bytes;
  }

  /**
   * Writes a file so that its name never shows half of it: under another name first, then renamed.
   * Where renaming is a copy, as on object stores, the name still appears only when whole.
   *
   * @param temporary where to write first, on the same file system
   * @throws RefusedChange if the file system does not do it
   */
  public void write(Path path, Path temporary, byte[] bytes) throws IOException {
    create(temporary, bytes);
    Changes.replace(files, path, temporary);
  }

  /** The same, first under its name behind a {@code _}, in the same folder. */
  public void write(Path path, byte[] bytes) throws IOException {
    write(path, new Path(path.getParent(), "_" + path.getName()), bytes);
  }

  /** Hadoop starts a process, chmod, for each file that it creates on a local disk. */
  private void create(Path path, byte[] bytes) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      java.nio.file.Path file = local.pathToFile(path).toPath();
      try {
        Files.createDirectories(file.getParent()); // as create does
        Files.write(file, bytes);
      } catch (IOException e) {
        throw RefusedChange.of("write", path, e);
      }
    } else {
      Changes.write(files, path, bytes);
    }
  }
}
