package io.cofire.data.diskcache;

import io.cofire.data.files.Hashes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by the SHA-256 of their content, up to a limit of bytes: what was used longest ago makes
 * room. What is found damaged is deleted, and as if it had not been there; after a write that
 * failed nothing is written for a while. Safe for several threads and processes.
 */
public final class DiskCache {

  private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final String PART = ".part";

  /** A file that is being written is not taken for one that was left so. */
  private static final Duration PART_LIFE = Duration.ofMinutes(10);

  private final Path folder;
  private final long limitBytes;
  private Instant pausedUntil = Instant.MIN;
  private boolean told;

  /** Whether older files may be deleted to make room. */
  public enum Room {
    /** They may. */
    MADE,
    /** They stay: where all are used alike, one would drive out another that is as good. */
    LEFT
  }

  DiskCache(Path folder, long limitBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
  }

  /**
   * The content of a file.
   *
   * @param sha256 its hash in hexadecimal
   * @param length its length
   * @return empty if it is not here, or not whole
   */
  public Optional<byte[]> read(String sha256, long length) {
    Path file = folder.resolve(sha256);
    try {
      if (Files.size(file) == length) {
        byte[] bytes = Files.readAllBytes(file);
        if (Hashes.sha256(bytes).equals(sha256)) {
          used(file);
          return Optional.of(bytes);
        }
      }
      LOG.warn("{} is damaged; it is fetched again", file);
      Files.deleteIfExists(file);
    } catch (NoSuchFileException e) {
      // never kept, or made room since
    } catch (IOException e) {
      failed(e);
    }
    return Optional.empty();
  }

  /**
   * A file, its content checked now.
   *
   * @return empty if it is not here, or not whole
   */
  public Optional<Path> file(String sha256, long length) {
    return read(sha256, length).map(whole -> folder.resolve(sha256));
  }

  /** For eviction by age; a file that cannot be marked is older than it is. */
  private static void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // nothing depends on it
    }
  }

  /**
   * Keeps a file, if there is room for it and the disk takes it.
   *
   * @param sha256 its hash in hexadecimal
   */
  public void keep(String sha256, byte[] content, Room room) {
    if (isPaused()) {
      return;
    }
    try {
      Files.createDirectories(folder); // somebody may have tidied up
      if (hasRoom(content.length, room)) {
        write(folder.resolve(sha256), content);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    Path part = Files.createTempFile(folder, "", PART);
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(part);
      throw e;
    }
  }

  private record Kept(Path file, long bytes, Instant used) {}

  private synchronized boolean hasRoom(long bytes, Room room) throws IOException {
    List<Kept> all = all();
    long free = limitBytes - bytes - all.stream().mapToLong(Kept::bytes).sum();
    if (free < 0 && room == Room.MADE && bytes <= limitBytes) {
      all.sort(Comparator.comparing(Kept::used));
      for (int i = 0; i < all.size() && free < 0; i++) {
        Files.deleteIfExists(all.get(i).file());
        free += all.get(i).bytes();
      }
    }
    return free >= 0;
  }

  private List<Kept> all() throws IOException {
    List<Kept> all = new ArrayList<>();
    Instant left = Instant.now().minus(PART_LIFE);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> SharedFolder.isKept(file))) {
      for (Path file : files) {
        try {
          BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
          Instant used = facts.lastModifiedTime().toInstant();
          if (!file.toString().endsWith(PART) || used.isBefore(left)) {
            all.add(new Kept(file, facts.size(), used));
          }
        } catch (NoSuchFileException e) {
          // another process has made room
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }

  private synchronized boolean isPaused() {
    return Instant.now().isBefore(pausedUntil);
  }

  private synchronized void failed(IOException e) {
    pausedUntil = Instant.now().plus(PAUSE);
    if (!told) {
      told = true;
      LOG.warn("{} does not take what was fetched ({}); it is read from where it lies", folder, e);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // a disk that fails keeps it
    }
  }
}
