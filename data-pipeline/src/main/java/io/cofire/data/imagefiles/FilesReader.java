package io.cofire.data.imagefiles;

import io.cofire.data.archives.DamagedMember;
import io.cofire.data.errors.Exhaustion;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads one file after the other. */
final class FilesReader implements ImageReader {

  private final FileTree tree;
  private final List<ImageFile> files;
  private int next;

  FilesReader(FileTree tree, List<ImageFile> files, int from) {
    this.tree = tree;
    this.files = files;
    this.next = from;
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    if (next == files.size()) {
      return Optional.empty();
    }
    ImageFile file = files.get(next++);
    if (file.bytes() > LARGEST_BYTES) {
      return Optional.of(FoundImage.tooLarge(file.path(), file.bytes()));
    }
    try (InputStream in = tree.open(file.path())) {
      byte[] bytes = in.readNBytes((int) file.bytes());
      return Optional.of(FoundImage.of(file.path(), file.label(), bytes));
    } catch (DamagedMember e) {
      return Optional.of(FoundImage.unread(file.path(), e.problem()));
    } catch (OutOfMemoryError e) {
      return Optional.of(FoundImage.unread(file.path(), Exhaustion.describe(e)));
    }
  }

  @Override
  public long position() {
    return next;
  }

  @Override
  public void close() {}
}
