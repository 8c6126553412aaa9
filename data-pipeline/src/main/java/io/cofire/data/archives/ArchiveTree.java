package io.cofire.data.archives;

import io.cofire.data.archives.ArchiveMember.Packing;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.Listing;
import io.cofire.data.files.PassedOver;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.utils.BoundedInputStream;

/**
 * The files of an archive, as if it had been unpacked.
 *
 * @param tree the folder that the archive lies in
 * @param archive name of the archive
 * @param members its files by their paths
 * @param passedOver what is no file
 */
record ArchiveTree(
    FileTree tree, String archive, Map<String, ArchiveMember> members, List<PassedOver> passedOver)
    implements FileTree {

  @Override
  public String root() {
    return tree.root() + "/" + archive;
  }

  @Override
  public Listing listing() {
    List<Entry> files = new ArrayList<>();
    members.forEach((path, member) -> files.add(new Entry(path, member.bytes())));
    Listing visible = Listing.of(files);
    List<PassedOver> left = new ArrayList<>(visible.passedOver());
    left.addAll(passedOver);
    return new Listing(visible.files(), left);
  }

  @Override
  public InputStream open(String path) throws IOException {
    ArchiveMember member = member(path);
    return new MemberBytes(path, member, tree.open(archive, member.from()));
  }

  /** What is not packed is read from there on, without its checksum. */
  @Override
  public InputStream open(String path, long offset) throws IOException {
    ArchiveMember member = member(path);
    if (offset == 0 || member.packing() != Packing.PLAIN) {
      InputStream in = open(path);
      in.skipNBytes(offset);
      return in;
    }
    InputStream in = tree.open(archive, member.from() + offset);
    return new BoundedInputStream(in, Math.max(0, member.stored() - offset));
  }

  private ArchiveMember member(String path) throws FileNotFoundException {
    ArchiveMember member = members.get(path);
    if (member == null) {
      throw new FileNotFoundException("No " + path + " in the archive " + root());
    }
    return member;
  }
}
