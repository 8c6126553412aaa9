package io.cofire.data.shards;

import io.cofire.data.files.Hashes;
import io.cofire.data.files.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A prepared set: its manifest and, by the manifest, its shards. Safe for several threads. */
public final class ShardSet {

  private final Storage storage;
  private final Path directory;
  private final Manifest manifest;

  private ShardSet(Storage storage, Path directory, Manifest manifest) {
    this.storage = storage;
    this.directory = directory;
    this.manifest = manifest;
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
          ManifestJson.read(storage.read(file, ManifestJson.length(file)), file.toString()));
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
    byte[] bytes = readFile(file, shard.bytes());
    require(file, "SHA-256", shard.sha256(), Hashes.sha256(bytes));
    Shard read = ShardReader.read(bytes, file.toString());
    require(
        file, "number of samples", String.valueOf(shard.samples()), String.valueOf(read.size()));
    return read;
  }

  /** The pages of a shard of image files. */
  ImagePages pages(ShardInfo shard) {
    return ImagePages.open(storage, new Path(directory, shard.file()), shard);
  }

  private byte[] readFile(Path file, long expected) {
    try {
      return storage.read(
          file, length -> require(file, "length", expected + " bytes", length + " bytes"));
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
