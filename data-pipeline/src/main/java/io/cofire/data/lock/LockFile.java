package io.cofire.data.lock;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A small file that says who has something, on whatever file system. */
final class LockFile {

  /** Those that make a file only if there is none, in one act. Object stores look first. */
  private static final Set<String> EXCLUSIVE = Set.of("file", "hdfs", "viewfs");

  private static final int LONGEST = 1 << 20;
  private static final int LOOKS = 5;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

  private final FileSystem files;
  private final Path path;

  LockFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /**
   * What a lock file holds.
   *
   * @param owner empty if that cannot be read
   * @param millis when it was written, by the clock of the file system
   */
  record Found(Optional<Owner> owner, long millis) {

    boolean is(Found other) {
      return (owner.isPresent() && other.owner.isPresent())
          ? owner.get().is(other.owner.get())
          : equals(other);
    }
  }

  Path path() {
    return path;
  }

  /** Whether {@link #createIfAbsent} lets one of two have it that come at once. */
  boolean isExclusive() {
    return EXCLUSIVE.contains(files.getUri().getScheme());
  }

  private boolean isLocal() {
    return files instanceof RawLocalFileSystem && "file".equals(files.getUri().getScheme());
  }

  private java.nio.file.Path local(Path of) {
    return ((RawLocalFileSystem) files).pathToFile(of).toPath();
  }

  private java.nio.file.Path next() {
    return local(path.suffix(".new"));
  }

  /** Makes the file; returns whether there was none. */
  boolean createIfAbsent(Owner owner) throws IOException {
    if (isLocal()) {
      return createIfAbsent(local(path), owner.json());
    }
    Optional<OutputStream> made = created();
    if (made.isEmpty()) {
      return false;
    }
    try (OutputStream out = made.get()) {
      out.write(owner.json());
    }
    return true;
  }

  /** Tried again where another command has just taken the empty folder away. */
  private static boolean createIfAbsent(java.nio.file.Path file, byte[] json) throws IOException {
    for (int i = 1; ; i++) {
      try {
        Files.createDirectories(file.getParent());
        return isNew(file, json);
      } catch (NoSuchFileException e) {
        if (i == LOOKS) {
          throw e;
        }
      }
    }
  }

  private static boolean isNew(java.nio.file.Path file, byte[] json) throws IOException {
    try {
      Files.write(file, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** The folders around it that are not there, from the innermost outwards. */
  List<Path> missingFolders() throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path at = path.getParent(); at != null && !files.exists(at); at = at.getParent()) {
      missing.add(at);
    }
    return List.copyOf(missing);
  }

  /** Deletes those in which nothing is, from the first to one in which there is something. */
  void deleteEmpty(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      if (!files.exists(folder)) {
        continue; // object stores have none
      }
      if (files.listStatus(folder).length > 0) {
        return;
      }
      if (isLocal()) {
        Files.delete(local(folder)); // Hadoop's looks first, and then deletes whatever is there
      } else {
        files.delete(folder, false);
      }
    }
  }

  /** Empty if there is one; tried again where it was deleted at that moment. */
  private Optional<OutputStream> created() throws IOException {
    for (int i = 1; ; i++) {
      try {
        return Optional.of(files.create(path, false));
      } catch (IOException e) { // each file system has an exception of its own for this
        if (files.exists(path)) {
          return Optional.empty();
        }
        if (i == LOOKS) {
          throw e;
        }
        Pauses.pause(BETWEEN_LOOKS);
      }
    }
  }

  /** Writes the file anew; on a local disk it is whole at every moment. */
  void replace(Owner owner) throws IOException {
    if (isLocal()) {
      java.nio.file.Path next = next();
      Files.write(next, owner.json());
      Files.move(
          next, local(path), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try (OutputStream out = files.create(path, true)) {
      out.write(owner.json());
    }
  }

  /** What it holds; one that is just being written is looked at again for a moment. */
  Optional<Found> read() throws IOException {
    Optional<Found> found = look();
    for (int i = 1; i < LOOKS && found.isPresent() && found.get().owner().isEmpty(); i++) {
      Pauses.pause(BETWEEN_LOOKS);
      found = look();
    }
    return found;
  }

  /** To its end, wherever that is: its length may change between two questions. */
  private Optional<Found> look() throws IOException {
    try (InputStream in = files.open(path)) {
      byte[] json = in.readNBytes(LONGEST);
      return Optional.of(
          new Found(Owner.of(json), files.getFileStatus(path).getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The lock last: until it is gone, nobody else writes beside it. */
  void delete() throws IOException {
    if (isLocal()) {
      Files.deleteIfExists(next()); // of a process that was killed, or had a full disk
    }
    files.delete(path, false);
  }
}
