package io.cofire.data.files;

import io.cofire.data.files.FileTree.Entry;
import io.cofire.data.files.PassedOver.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One walk through a local folder and whatever its links lead to. Each entry of each folder is
 * either a file, a folder that is walked, or passed over with a reason: nothing is lost. Hadoop's
 * own listing leaves out what it cannot ask for, and follows a link to a folder above it 40 times.
 */
final class LocalWalk {

  private final Path root; // without links
  private final FileNames names;
  private final List<Entry> files = new ArrayList<>();
  private final List<PassedOver> passedOver = new ArrayList<>();
  private final Deque<Path> above = new ArrayDeque<>(); // folders on the way, without links

  private LocalWalk(Path root, FileNames names) {
    this.root = root;
    this.names = names;
  }

  /**
   * Lists a folder.
   *
   * @throws FileNotFoundException if it is none
   * @throws LostNames if a name cannot be said in this process
   */
  static Listing of(Path folder, FileNames names) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FileNotFoundException(
          String.format(
              Locale.ROOT,
              "Cannot read data set folder %s: %s; check the path",
              folder,
              Files.exists(folder) ? "it is not a folder" : "it does not exist"));
    }
    LocalWalk walk = new LocalWalk(folder.toRealPath(), names);
    walk.folder(walk.root, "");
    return new Listing(walk.files, walk.passedOver);
  }

  private void folder(Path real, String path) throws IOException {
    above.push(real);
    for (Path entry : inside(real)) {
      entry(entry, path.isEmpty() ? name(entry) : path + "/" + name(entry));
    }
    above.pop();
  }

  private static List<Path> inside(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      inside.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (AccessDeniedException e) {
      throw new IOException("no right to list the folder " + folder, e);
    }
    return entries;
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  private void entry(Path entry, String path) throws IOException {
    names.require(name(entry));
    Optional<Reason> hidden = HiddenNames.reason(name(entry));
    if (hidden.isPresent()) {
      passOver(path, hidden.get());
    } else if (!FileNames.isFoundByText(entry.getFileName())) {
      passOver(path, Reason.UNREADABLE);
    } else {
      try {
        visible(entry, path);
      } catch (NoSuchFileException e) {
        passOver(path, Reason.DANGLING); // or deleted since it was listed
      }
    }
  }

  private void visible(Path entry, String path) throws IOException {
    BasicFileAttributes own =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    BasicFileAttributes meant = own.isSymbolicLink() ? target(entry) : own;
    if (meant.isRegularFile()) {
      files.add(new Entry(path, meant.size()));
    } else if (!meant.isDirectory()) {
      passOver(path, Reason.SPECIAL);
    } else if (own.isSymbolicLink() && isListed(entry.toRealPath())) {
      passOver(path, Reason.LOOP);
    } else {
      folder(entry.toRealPath(), path);
    }
  }

  private static BasicFileAttributes target(Path link) throws IOException {
    try {
      return Files.readAttributes(link, BasicFileAttributes.class);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) { // links that lead to each other
      throw new NoSuchFileException(link.toString());
    }
  }

  /** Whether a link's folder is on the way here, holds the root, or is walked by itself. */
  private boolean isListed(Path real) {
    if (above.contains(real) || root.startsWith(real)) {
      return true;
    }
    if (!real.startsWith(root)) {
      return false;
    }
    for (Path part : root.relativize(real)) {
      if (HiddenNames.reason(part.toString()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private void passOver(String path, Reason reason) {
    passedOver.add(new PassedOver(path, reason));
  }
}
