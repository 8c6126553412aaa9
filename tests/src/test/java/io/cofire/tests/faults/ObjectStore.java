package io.cofire.tests.faults;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk with the manners of S3 under the scheme {@code object}: an object appears whole
 * when it is closed, and is listed at once; a folder is nothing but the objects in it; what is
 * written cannot be flushed, appended to or renamed. It keeps count of what was refused.
 */
public final class ObjectStore extends RawLocalFileSystem {

  static final String SCHEME = "object";
  static final AtomicInteger REFUSED = new AtomicInteger();

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  protected void checkPath(Path path) {} // of whatever scheme: it is this disk

  private static java.nio.file.Path local(Path path) {
    return Paths.get(path.toUri().getPath());
  }

  private static final class Upload extends ByteArrayOutputStream implements Syncable {
    private final java.nio.file.Path object;
    private boolean closed;

    Upload(java.nio.file.Path object) {
      this.object = object;
    }

    @Override
    public void hflush() {
      REFUSED.incrementAndGet();
      throw new UnsupportedOperationException("an object store cannot flush");
    }

    @Override
    public void hsync() {
      hflush();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        Files.createDirectories(object.getParent());
        Files.write(object, toByteArray());
      }
    }
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferBytes,
      short replication,
      long blockBytes,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(new Upload(local(path)), null);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferBytes,
      short replication,
      long blockBytes,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(new Upload(local(path)), null);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    return true; // a folder is nothing
  }

  @Override
  public boolean mkdirs(Path path) {
    return true;
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    List<FileStatus> listed = new ArrayList<>();
    for (FileStatus status : super.listStatus(path)) {
      if (status.isFile() || listStatus(status.getPath()).length > 0) {
        listed.add(status);
      }
    }
    if (listed.isEmpty()) {
      throw new FileNotFoundException("No object below " + path);
    }
    return listed.toArray(FileStatus[]::new);
  }

  @Override
  public boolean exists(Path path) throws IOException {
    try {
      return super.exists(path) && (getFileStatus(path).isFile() || listStatus(path).length > 0);
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    REFUSED.incrementAndGet();
    throw new IOException("an object store cannot rename " + from);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferBytes, Progressable progress) {
    REFUSED.incrementAndGet();
    throw new UnsupportedOperationException("an object store cannot append to " + path);
  }
}
