package io.cofire.data.imagefiles;

import io.cofire.data.errors.Exhaustion;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads images out of tars, each from its own place. */
final class MembersReader implements ImageReader {

  private final FileTree tree;
  private final List<TarMember> members;
  private int next;

  MembersReader(FileTree tree, List<TarMember> members, int from) {
    this.tree = tree;
    this.members = members;
    this.next = from;
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    if (next == members.size()) {
      return Optional.empty();
    }
    TarMember member = members.get(next++);
    if (member.label() == TarMember.NONE) {
      return Optional.of(FoundImage.unread(member.name(), "nothing says what its class is"));
    }
    if (member.bytes() > LARGEST_BYTES) {
      return Optional.of(FoundImage.tooLarge(member.name(), member.bytes()));
    }
    try (InputStream in = tree.open(member.path(), member.from())) {
      byte[] bytes = in.readNBytes((int) member.bytes());
      return Optional.of(FoundImage.of(member.name(), member.label(), bytes));
    } catch (OutOfMemoryError e) {
      return Optional.of(FoundImage.unread(member.name(), Exhaustion.describe(e)));
    }
  }

  @Override
  public long position() {
    return next;
  }

  @Override
  public void close() {}
}
