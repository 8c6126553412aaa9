package io.cofire.data.imagefiles;

import io.cofire.data.archives.BoundedTar;
import io.cofire.data.errors.Exhaustion;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.StoredBytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.utils.BoundedInputStream;

/**
 * Reads the pictures of a tar, or of one that is a part of another, as it streams by. What follows
 * a damaged place is lost, and told as one problem.
 */
final class TarReader implements ImageReader {

  private static final int BUFFER_BYTES = 1 << 17;
  private static final int BLOCK_BYTES = 512;

  /** The class of a picture by its name in the tar, empty if it has none. */
  @FunctionalInterface
  interface Labels {
    OptionalInt of(String name);
  }

  private final String path;
  private final String folder;
  private final Labels labels;
  private final long start;
  private final long end;
  private final BoundedTar tar;
  private long position;

  /**
   * Opens it.
   *
   * @param path path of the tar below the data set's folder
   * @param start offset to begin at, of the header of an entry
   * @param end offset behind the tar's last byte
   * @param folder what stands before the names in it
   */
  TarReader(FileTree tree, String path, long start, long end, String folder, Labels labels)
      throws IOException {
    this.path = path;
    this.folder = folder;
    this.labels = labels;
    this.start = start;
    this.end = end;
    this.position = start;
    InputStream stored = new StoredBytes(tree.open(path, start)); // tells it from a damaged tar
    this.tar =
        new BoundedTar(
            new BufferedInputStream(new BoundedInputStream(stored, end - start), BUFFER_BYTES));
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    try {
      while (position < end) {
        TarArchiveEntry entry = tar.next();
        if (entry == null) {
          position = end;
          break;
        }
        position = behind(entry.getSize());
        if (entry.isFile() && PictureFiles.isPicture(entry.getName())) {
          return Optional.of(read(entry));
        }
      }
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException e) {
      return Optional.of(lost(e.getMessage()));
    }
  }

  /** Where the entry behind one of this size begins; the size may be any that a header states. */
  private long behind(long bytes) {
    long at = start + tar.getBytesRead();
    long blocks = bytes / BLOCK_BYTES + (bytes % BLOCK_BYTES == 0 ? 0 : 1);
    return blocks >= (end - at) / BLOCK_BYTES ? end : at + blocks * BLOCK_BYTES;
  }

  private FoundImage read(TarArchiveEntry entry) throws IOException {
    String name = folder + "/" + entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    if (entry.getSize() > LARGEST_BYTES) {
      return FoundImage.tooLarge(name, entry.getSize());
    }
    OptionalInt label = labels.of(name.substring(folder.length() + 1));
    if (label.isEmpty()) {
      return FoundImage.unread(name, "nothing says what its class is");
    }
    try {
      byte[] bytes = tar.readNBytes((int) entry.getSize());
      if (bytes.length < entry.getSize()) {
        throw new IOException("the archive ends inside " + entry.getName());
      }
      return FoundImage.of(name, label.getAsInt(), bytes);
    } catch (OutOfMemoryError e) {
      return FoundImage.unread(name, Exhaustion.describe(e));
    }
  }

  private FoundImage lost(String problem) {
    long read = start + tar.getBytesRead();
    position = end;
    return FoundImage.unread(
        folder + "/*",
        String.format(
            Locale.ROOT,
            "the rest of the archive %s is lost from byte %d on: %s",
            path,
            read,
            problem));
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
