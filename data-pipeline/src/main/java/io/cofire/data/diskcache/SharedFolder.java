package io.cofire.data.diskcache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder of some processes on one machine, each of which has a shared lock on a file in it: the
 * last one to leave deletes it. What processes that were killed have left is deleted by the next
 * that opens a folder beside it, since the system has released their locks.
 */
final class SharedFolder implements AutoCloseable {

  private static final String PREFIX = "cofire-cache-";
  private static final String LOCK = "in-use";

  private final Path path;
  private final FileChannel channel;

  private SharedFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens or makes one; not twice in a process.
   *
   * @param parent where it lies
   * @param name tells it from those of others
   */
  static SharedFolder open(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    Path path = parent.resolve(PREFIX + name);
    sweep(parent, path);
    while (true) {
      makePrivate(path);
      Path file = path.resolve(LOCK);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        channel.lock(0, Long.MAX_VALUE, true);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      if (Files.exists(file)) {
        return new SharedFolder(path, channel);
      }
      channel.close(); // the last process has just left and deleted it
    }
  }

  /** Others than this user have no business here. */
  private static void makePrivate(Path folder) throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // another process of the application has made it
    }
  }

  /** Where files go. */
  Path path() {
    return path;
  }

  /** Whether a file in it is one of what is kept. */
  static boolean isKept(Path file) {
    return !file.endsWith(LOCK);
  }

  private static void sweep(Path parent, Path own) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : others) {
        if (!other.equals(own)) {
          deleteUnused(other);
        }
      }
    }
  }

  private static void deleteUnused(Path folder) {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock alone = channel.tryLock()) {
      if (alone != null) {
        delete(folder);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // another user's, or in use by this process
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  @Override
  public void close() throws IOException {
    channel.close(); // and with it the lock
    deleteUnused(path);
  }
}
