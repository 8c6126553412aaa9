package io.cofire.data.archives;

import io.cofire.data.archives.ArchiveMember.Packing;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.HadoopFileTree;
import io.cofire.data.files.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a data set lies: a folder, or a zip or tar archive that is listed once. {@link #root} and
 * {@link #listed} say it to whoever reads the same files elsewhere.
 */
public final class DataPlace {

  private final FileTree tree;
  private final byte[] listed; // nothing for a folder

  private DataPlace(FileTree tree, byte[] listed) {
    this.tree = tree;
    this.listed = listed;
  }

  /**
   * Finds it. What is missing is told when the tree is listed.
   *
   * @param input the folder or archive, as its user wrote it
   * @throws ArchiveException if it is a file of another kind, or a damaged archive
   */
  public static DataPlace of(Configuration hadoop, String input) throws IOException {
    Path path = FileSystems.path(input);
    FileSystem files = Storage.of(hadoop, path).files();
    Path full = files.makeQualified(path);
    Optional<FileStatus> status = status(files, full);
    return status.isEmpty() || status.get().isDirectory()
        ? new DataPlace(new HadoopFileTree(hadoop, full.toString()), new byte[0])
        : archive(hadoop, full, status.get().getLen());
  }

  private static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static DataPlace archive(Configuration hadoop, Path file, long bytes) throws IOException {
    FileTree folder = new HadoopFileTree(hadoop, file.getParent().toString());
    FileTree.Entry entry = new FileTree.Entry(file.getName(), bytes);
    ArchiveKind kind = kind(folder, entry);
    ArchiveListing listing = ArchiveListing.of(folder, entry, kind);
    ArchiveTree whole =
        new ArchiveTree(folder, file.getName(), listing.members(), listing.passedOver());
    ArchiveTree tree = CommonRoot.without(whole);
    return new DataPlace(tree, packed(tree.members()));
  }

  private static ArchiveKind kind(FileTree folder, FileTree.Entry file) throws IOException {
    byte[] head;
    try (InputStream in = folder.open(file.path())) {
      head = in.readNBytes(ArchiveKind.HEAD_BYTES);
    }
    Optional<ArchiveKind> kind = ArchiveKind.of(file.path(), head);
    if (kind.filter(ArchiveKind::isReadInPlace).isEmpty()) {
      String place = folder.root() + "/" + file.path();
      throw new ArchiveException(
          kind.isEmpty()
              ? String.format(
                  Locale.ROOT,
                  "Cannot read data set %s: it is a file (expected a folder with folders of classes in it, or a .zip or .tar of such); name the data set's folder",
                  place)
              : String.format(
                  Locale.ROOT,
                  "Cannot read data set %s: it is %s, which cannot be read in place (expected a folder, or a .zip or .tar); unpack it and name its folder",
                  place,
                  kind.get().words()));
    }
    return kind.get();
  }

  /** The files here. */
  public FileTree tree() {
    return tree;
  }

  /** The qualified path of the folder or archive. */
  public String root() {
    return tree.root();
  }

  /** Where the files of an archive lie; nothing for a folder. */
  public byte[] listed() {
    return listed.clone();
  }

  /**
   * The files elsewhere.
   *
   * @param root what {@link #root} said
   * @param listed what {@link #listed} said
   */
  public static FileTree tree(Configuration hadoop, String root, byte[] listed) throws IOException {
    if (listed.length == 0) {
      return new HadoopFileTree(hadoop, root);
    }
    Path file = new Path(root);
    FileTree folder = new HadoopFileTree(hadoop, file.getParent().toString());
    return new ArchiveTree(folder, file.getName(), unpacked(listed), List.of());
  }

  private static byte[] packed(Map<String, ArchiveMember> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(members.size());
      for (Map.Entry<String, ArchiveMember> one : members.entrySet()) {
        ArchiveMember member = one.getValue();
        out.writeUTF(one.getKey());
        out.writeLong(member.from());
        out.writeLong(member.stored());
        out.writeLong(member.bytes());
        out.writeLong(member.checksum());
        out.writeBoolean(member.packing() == Packing.DEFLATE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a name beyond 64 KiB
    }
    return bytes.toByteArray();
  }

  private static Map<String, ArchiveMember> unpacked(byte[] listed) throws IOException {
    Map<String, ArchiveMember> members = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(listed))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String path = in.readUTF();
        long from = in.readLong();
        long stored = in.readLong();
        long bytes = in.readLong();
        long checksum = in.readLong();
        Packing packing = in.readBoolean() ? Packing.DEFLATE : Packing.PLAIN;
        members.put(path, new ArchiveMember(from, stored, bytes, checksum, packing));
      }
    }
    return members;
  }
}
