package io.cofire.driver.convert;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Misfit;
import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file that is written beside its place, and has its name when it is whole. */
final class NewFile implements AutoCloseable {

  private final FileSystem files;
  private final Path place;
  private final Path unfinished;
  private OutputStream out; // null until it is begun
  private boolean kept;

  private NewFile(FileSystem files, Path place) {
    this.files = files;
    this.place = place;
    this.unfinished = new Path(place.getParent(), "." + place.getName() + ".unfinished");
  }

  /**
   * A file that is to be.
   *
   * @throws Misfit if something is there already
   */
  static NewFile at(String output) throws IOException {
    Path plain = FileSystems.path(output);
    FileSystem files = Storage.of(new Configuration(), plain).files();
    NewFile file = new NewFile(files, files.makeQualified(plain));
    file.requireNew();
    return file;
  }

  private void requireNew() throws IOException {
    if (files.exists(place)) {
      throw new Misfit(
          "Cannot write " + shown() + ": it is there already; delete it or choose another name");
    }
  }

  private String shown() {
    return "file".equals(place.toUri().getScheme()) ? place.toUri().getPath() : place.toString();
  }

  /** Begins it. */
  OutputStream begin() throws IOException {
    out = new Disk(Changes.create(files, unfinished));
    return out;
  }

  /** Hadoop throws an error where a local disk is full. */
  private static final class Disk extends FilterOutputStream {
    Disk(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (FSError e) {
        throw exception(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (FSError e) {
        throw exception(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (FSError e) {
        throw exception(e);
      }
    }

    private static IOException exception(FSError e) {
      return e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  /** What a storage that fails says, with the name of the file. */
  IOException told(IOException cause) {
    return new IOException("Cannot write " + shown() + ": " + Causes.said(cause), cause);
  }

  /** Gives the file its name. */
  void keep() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw told(e);
    }
    requireNew();
    Changes.replace(files, place, unfinished);
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (out != null && !kept) {
      try {
        out.close();
      } finally {
        Changes.delete(files, unfinished);
      }
    }
  }
}
