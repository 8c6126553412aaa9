package io.cofire.data.shards;

import io.cofire.data.diskcache.DiskCache;
import io.cofire.data.diskcache.DiskCache.Room;
import io.cofire.data.files.Hashes;
import io.cofire.data.files.Storage;
import io.cofire.data.files.StoreRetry;
import io.cofire.data.readahead.ReadTally;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A prepared set: its manifest and, by the manifest, its shards. Safe for several threads. */
public final class ShardSet {

  private final Storage storage;
  private final Path directory;
  private final Manifest manifest;
  private final Optional<DiskCache> disk;
  private final ReadTally tally = new ReadTally();

  private ShardSet(Storage storage, Path directory, Manifest manifest, Optional<DiskCache> disk) {
    this.storage = storage;
    this.directory = directory;
    this.manifest = manifest;
    this.disk = disk;
  }

  /**
   * Opens a prepared set.
   *
   * @param configuration how to reach the file system
   * @param directory the folder with the manifest
   * @throws ShardException if there is no manifest or it is damaged
   */
  public static ShardSet open(Configuration configuration, Path directory) {
    Path file = new Path(directory, Manifest.FILE);
    try {
      Storage storage = Storage.of(configuration, directory);
      return new ShardSet(
          storage,
          directory,
          ManifestJson.read(storage.read(file, ManifestJson.length(file)), file.toString()),
          Optional.empty());
    } catch (FileNotFoundException e) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot open prepared data %s: it has no %s; run `cofire prepare` to its end first",
              directory,
              Manifest.FILE),
          e);
    } catch (IOException e) {
      throw ShardException.unread(
          String.format(Locale.ROOT, "Cannot open prepared data %s: %s", directory, e.getMessage()),
          e);
    }
  }

  /** The same, its shards kept on the node's disk, if there is one for it. */
  public ShardSet through(Optional<DiskCache> cache) {
    return new ShardSet(storage, directory, manifest, cache);
  }

  /** Counts what is read of it. */
  public ReadTally tally() {
    return tally;
  }

  /** What it holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /**
   * Reads one shard whole and checks its length and hash first.
   *
   * @param shard one of the manifest's shards
   * @throws ShardException if the file is missing or is not what the manifest says
   */
  public Shard read(ShardInfo shard) {
    Path file = new Path(directory, shard.file());
    byte[] bytes = bytes(shard, file);
    Shard read = ShardReader.read(bytes, file.toString());
    require(
        file, "number of samples", String.valueOf(shard.samples()), String.valueOf(read.size()));
    return read;
  }

  private byte[] bytes(ShardInfo shard, Path file) {
    Optional<byte[]> near = disk.flatMap(cache -> cache.read(shard.sha256(), shard.bytes()));
    if (near.isPresent()) {
      tally.disk().read(shard.bytes());
      return near.get();
    }
    byte[] bytes = fetch(shard, file);
    disk.ifPresent(cache -> cache.keep(shard.sha256(), bytes, Room.MADE));
    return bytes;
  }

  private byte[] fetch(ShardInfo shard, Path file) {
    byte[] bytes = readFile(file, shard.bytes());
    require(file, "SHA-256", shard.sha256(), Hashes.sha256(bytes));
    return bytes;
  }

  /** The pages of a shard of image files. */
  ImagePages pages(ShardInfo shard) {
    return ImagePages.open(storage, new Path(directory, shard.file()), shard, tally.store());
  }

  /**
   * The pages of a shard of image files on the node's disk, where it is brought whole if there is
   * room for it.
   *
   * @throws ShardException if it cannot be fetched
   */
  Optional<ImagePages> nearPages(ShardInfo shard) {
    if (disk.isEmpty()) {
      return Optional.empty();
    }
    DiskCache cache = disk.get();
    Optional<java.nio.file.Path> near = cache.file(shard.sha256(), shard.bytes());
    if (near.isEmpty()) {
      Path file = new Path(directory, shard.file());
      cache.keep(shard.sha256(), fetch(shard, file), Room.LEFT);
      near = cache.file(shard.sha256(), shard.bytes());
    }
    return near.map(path -> ImagePages.open(local(), new Path(path.toUri()), shard, tally.disk()));
  }

  /** Whether shards that were fetched stay on the node's disk. */
  boolean hasDisk() {
    return disk.isPresent();
  }

  private static Storage local() {
    try {
      return Storage.of(new Configuration(false), new Path("file:///"));
    } catch (IOException e) {
      throw new IllegalStateException("Every machine has local files", e);
    }
  }

  private byte[] readFile(Path file, long expected) {
    try {
      return StoreRetry.of(
          () -> {
            tally.store().opened();
            byte[] bytes =
                storage.read(
                    file,
                    length -> require(file, "length", expected + " bytes", length + " bytes"));
            tally.store().read(bytes.length);
            return bytes;
          });
    } catch (FileNotFoundException e) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read shard %s: the manifest names it but it is missing; %s",
              file,
              remedy()),
          e);
    } catch (IOException e) {
      throw ShardException.unread(
          String.format(Locale.ROOT, "Cannot read shard %s: %s", file, e.getMessage()), e);
    }
  }

  private void require(Path file, String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read shard %s: wrong %s (expected %s, found %s); the file was damaged after it was prepared: %s",
              file,
              what,
              expected,
              found,
              remedy()));
    }
  }

  private String remedy() {
    return "delete " + directory + " and run `cofire prepare` again";
  }
}
