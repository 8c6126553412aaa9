package io.cofire.data.natives;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * One process of a machine at a time unpacks libraries and loads them: JavaCPP locks each file that
 * it writes, but the system's loader follows a library to those that it needs, which another
 * process may be half through writing. That ends a process by SIGBUS.
 */
final class UnpackingLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 50;

  private final Optional<FileChannel> channel;

  private UnpackingLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /**
   * Waits for it; without one where the folder takes none, or another process keeps it too long.
   */
  static UnpackingLock in(Optional<Path> folder) {
    return in(folder, PATIENCE);
  }

  static UnpackingLock in(Optional<Path> folder, Duration patience) {
    if (folder.isEmpty()) {
      return new UnpackingLock(Optional.empty());
    }
    FileChannel opened = null;
    try {
      Files.createDirectories(folder.get());
      opened =
          FileChannel.open(
              folder.get().resolve("cofire.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      await(opened, patience);
      return new UnpackingLock(Optional.of(opened));
    } catch (IOException | OverlappingFileLockException e) { // loading says what is wrong there
      close(opened);
      return new UnpackingLock(Optional.empty());
    }
  }

  private static void await(FileChannel channel, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null && System.nanoTime() < end) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      lock = channel.tryLock();
    }
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close(); // and with it the lock
      }
    } catch (IOException e) {
      // nobody waits for what this process no longer has
    }
  }

  @Override
  public void close() {
    channel.ifPresent(UnpackingLock::close);
  }
}
