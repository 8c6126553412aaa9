package io.cofire.data.imagefiles;

import io.cofire.data.archives.BoundedTar;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.utils.BoundedInputStream;

/** The pictures of a tar, or of one that is a part of another, by its headers alone. */
final class TarListing {

  private TarListing() {}

  /**
   * Where they are; what the storage can pass over is not read.
   *
   * @throws DatasetException if the tar is damaged or ends early
   */
  static List<TarMember> of(FileTree tree, ImageSource.Tar tar) throws IOException {
    List<TarMember> members = new ArrayList<>();
    try (BoundedTar in =
        new BoundedTar(new BoundedInputStream(tree.open(tar.path(), tar.from()), tar.length()))) {
      TarArchiveEntry entry;
      while ((entry = next(in, tar)) != null) {
        long from = tar.from() + in.getBytesRead();
        if (entry.getSize() > tar.to() - from) {
          throw damaged(tar, entry.getName() + " ends behind it");
        }
        if (entry.isFile() && PictureFiles.isPicture(entry.getName())) {
          members.add(member(tar, entry, from));
        }
      }
    }
    return members;
  }

  private static TarMember member(ImageSource.Tar tar, TarArchiveEntry entry, long from) {
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    int label = tar.labelOf(name).orElse(TarMember.NONE);
    return new TarMember(tar.path(), from, entry.getSize(), tar.folder() + "/" + name, label);
  }

  private static TarArchiveEntry next(BoundedTar in, ImageSource.Tar tar) {
    try {
      return in.next();
    } catch (IOException e) {
      throw damaged(tar, e.getMessage());
    }
  }

  private static DatasetException damaged(ImageSource.Tar tar, String problem) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot shuffle the images of %s, bytes %d to %d: %s; fetch it again, or leave --shuffle"
                + " out to take what there is",
            tar.path(),
            tar.from(),
            tar.to(),
            problem));
  }
}
