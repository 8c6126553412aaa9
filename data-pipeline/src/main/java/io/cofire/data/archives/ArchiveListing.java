package io.cofire.data.archives;

import io.cofire.data.archives.ArchiveMember.Packing;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.PassedOver.Reason;
import io.cofire.data.files.StoredBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** The files of one archive, listed once. Of two files of one path the later one counts. */
final class ArchiveListing {

  private final FileTree tree;
  private final FileTree.Entry archive;
  private final Map<String, ArchiveMember> members = new TreeMap<>();
  private final List<PassedOver> passedOver = new ArrayList<>();

  private ArchiveListing(FileTree tree, FileTree.Entry archive) {
    this.tree = tree;
    this.archive = archive;
  }

  /** The files by their paths. */
  Map<String, ArchiveMember> members() {
    return members;
  }

  /** What is no file. */
  List<PassedOver> passedOver() {
    return passedOver;
  }

  /**
   * Lists an archive.
   *
   * @param kind zip or tar
   * @throws ArchiveException if it is damaged, or has a file that cannot be read in place
   * @throws IOException if the storage fails
   */
  static ArchiveListing of(FileTree tree, FileTree.Entry archive, ArchiveKind kind)
      throws IOException {
    ArchiveListing listing = new ArchiveListing(tree, archive);
    if (kind == ArchiveKind.ZIP) {
      listing.zip();
    } else {
      listing.tar();
    }
    return listing;
  }

  private void zip() throws IOException {
    TreeChannel channel = new TreeChannel(tree, archive);
    try (ZipFile zip = new ZipFile(channel)) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        zipped(entries.nextElement());
      }
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the library has both for odd directories
      channel.requireStorage();
      throw damaged(e);
    } finally {
      channel.close();
    }
  }

  private void zipped(ZipArchiveEntry entry) {
    if (entry.isUnixSymlink()) {
      passOver(entry);
    } else if (!entry.isDirectory()) {
      boolean plain = entry.getMethod() == ZipMethod.STORED.getCode();
      boolean deflated = entry.getMethod() == ZipMethod.DEFLATED.getCode();
      if (entry.getGeneralPurposeBit().usesEncryption() || !(plain || deflated)) {
        throw unsupported(
            entry,
            entry.getGeneralPurposeBit().usesEncryption()
                ? "is encrypted"
                : "is packed by method " + entry.getMethod());
      }
      add(
          entry,
          new ArchiveMember(
              entry.getDataOffset(),
              entry.getCompressedSize(),
              entry.getSize(),
              entry.getCrc(),
              deflated ? Packing.DEFLATE : Packing.PLAIN));
    }
  }

  private void tar() throws IOException {
    try (BoundedTar in = new BoundedTar(new StoredBytes(tree.open(archive.path())))) {
      for (TarArchiveEntry entry = next(in); entry != null; entry = next(in)) {
        tarred(entry, in.getBytesRead());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private TarArchiveEntry next(BoundedTar in) {
    try {
      return in.next();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private void tarred(TarArchiveEntry entry, long from) {
    if (entry.isLink() && members.containsKey(path(entry.getLinkName()))) {
      members.put(path(entry.getName()), members.get(path(entry.getLinkName())));
    } else if (entry.isSparse()) {
      throw unsupported(entry, "is stored with holes");
    } else if (entry.isFile()) {
      add(entry, ArchiveMember.plain(from, entry.getSize()));
    } else if (!entry.isDirectory()) {
      passOver(entry);
    }
  }

  private void add(ArchiveEntry entry, ArchiveMember member) {
    boolean possible = member.from() >= 0 && member.stored() >= 0 && member.bytes() >= 0;
    if (!possible || member.stored() > archive.bytes() - member.from()) {
      throw damaged(
          new IOException(
              String.format(
                  Locale.ROOT,
                  "%s should have bytes %d to %s",
                  entry.getName(),
                  member.from(),
                  Long.toUnsignedString(member.from() + member.stored()))));
    }
    members.put(path(entry.getName()), member);
  }

  private void passOver(ArchiveEntry entry) {
    passedOver.add(new PassedOver(path(entry.getName()), Reason.SPECIAL));
  }

  /** Below the archive's root; some tools write {@code ./a/b}, {@code /a/b} or {@code a\b}. */
  private static String path(String name) {
    return name.replace('\\', '/').replaceFirst("^(?:\\.?/)+", "");
  }

  private ArchiveException unsupported(ArchiveEntry entry, String how) {
    return new ArchiveException(
        String.format(
            Locale.ROOT,
            "Cannot read archive %s/%s in place: %s in it %s; unpack the archive and name its folder",
            tree.root(),
            archive.path(),
            entry.getName(),
            how));
  }

  private ArchiveException damaged(Exception e) {
    return new ArchiveException(
        String.format(
            Locale.ROOT,
            "Cannot read archive %s/%s of %d bytes: %s; fetch it again",
            tree.root(),
            archive.path(),
            archive.bytes(),
            e.getMessage()));
  }
}
