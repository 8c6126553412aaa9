package io.cofire.data.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Hashes;
import io.cofire.data.files.Storage;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The output while it is being made. Its folder {@value #NAME} holds the fingerprint of the input
 * and, for each shard that is done, an outcome that is written after the shard; it goes when the
 * manifest is there. So an interrupted run is told from a whole set and from a stranger's folder.
 */
final class WorkFolder {

  static final String NAME = "_prepare";

  private static final String SOURCE = "source";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

  private final Storage storage;
  private final Path output;
  private final Path work;

  WorkFolder(Configuration configuration, String output) throws IOException {
    Path path = FileSystems.path(output);
    this.storage = Storage.of(configuration, path);
    this.output = storage.files().makeQualified(path);
    this.work = new Path(this.output, NAME);
  }

  Path output() {
    return output;
  }

  boolean holdsManifest() throws IOException {
    return storage.files().exists(new Path(output, Manifest.FILE));
  }

  /**
   * Gets the folder ready for an input.
   *
   * @return whether shards of an earlier run on the same input may be there
   * @throws PrepareException if the folder holds what no preparation made
   */
  boolean begin(String fingerprint) throws IOException {
    Changes.makeFolder(storage.files(), output);
    Optional<String> earlier = earlierSource();
    if (earlier.isEmpty()) {
      requireEmpty();
    } else if (!earlier.get().equals(fingerprint)) {
      clear();
      earlier = Optional.empty();
    }
    Changes.makeFolder(storage.files(), work);
    if (earlier.isEmpty()) {
      storage.write(
          new Path(work, SOURCE),
          new Path(work, SOURCE + ".new"),
          fingerprint.getBytes(StandardCharsets.UTF_8));
    }
    return earlier.isPresent();
  }

  /**
   * Stores a shard, then its outcome.
   *
   * @param file name of the shard
   * @param outcome what {@link #finished} gives back
   */
  void commit(String file, Object outcome, Optional<ShardWriter.Finished> made, String attempt)
      throws IOException {
    if (made.isPresent() && !isStored(made.get().info())) {
      Path temporary = new Path(work, file + "." + attempt);
      storage.write(new Path(output, file), temporary, made.get().content());
    }
    storage.write(
        outcomeOf(file),
        new Path(work, file + ".outcome." + attempt),
        MAPPER.writeValueAsBytes(outcome));
  }

  /**
   * The outcome of a shard that an earlier run made, if all its bytes are there.
   *
   * @param file name of the shard
   * @param type what was committed
   * @param shards the shard in it
   */
  <O> Optional<O> finished(String file, Class<O> type, Function<O, ShardOutcome> shards)
      throws IOException {
    try {
      O outcome = MAPPER.readValue(storage.read(outcomeOf(file)), type);
      if (outcome == null) {
        return Optional.empty(); // the word null
      }
      for (ShardInfo shard : shards.apply(outcome).shards()) {
        if (!isStored(shard)) {
          return Optional.empty();
        }
      }
      return Optional.of(outcome);
    } catch (FileNotFoundException | JsonProcessingException e) {
      return Optional.empty(); // not done, or interrupted in the midst: it is made again
    }
  }

  /**
   * Whether a shard is there with all its bytes. Then it is never written again: a task that was
   * taken for lost and lives on must not touch what another has finished.
   */
  private boolean isStored(ShardInfo shard) throws IOException {
    Path file = new Path(output, shard.file());
    try {
      return storage.files().getFileStatus(file).getLen() == shard.bytes()
          && Hashes.sha256(storage.read(file)).equals(shard.sha256());
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  Path temporary(String name) {
    return new Path(work, name);
  }

  Storage storage() {
    return storage;
  }

  /** Ends the work: the manifest is there. */
  void end() throws IOException {
    Changes.delete(storage.files(), work);
  }

  private Path outcomeOf(String file) {
    return new Path(work, file + ".outcome");
  }

  private Optional<String> earlierSource() throws IOException {
    try {
      byte[] source = storage.read(new Path(work, SOURCE));
      return Optional.of(new String(source, StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return storage.files().exists(work) ? Optional.of("interrupted at once") : Optional.empty();
    }
  }

  private void requireEmpty() throws IOException {
    Optional<FileStatus> other = inside().stream().findFirst();
    if (other.isPresent()) {
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare into %s: the folder holds files that no preparation made (such as %s); choose another or empty it",
              output,
              other.get().getPath().getName()));
    }
  }

  /** What is in the output, but for the lock of who makes it. */
  private List<FileStatus> inside() throws IOException {
    return Arrays.stream(storage.files().listStatus(output))
        .filter(file -> !file.getPath().getName().startsWith(FolderLock.PREFIX))
        .toList();
  }

  /** Removes what an interrupted run on another input has left. */
  private void clear() throws IOException {
    for (FileStatus file : inside()) {
      String name = file.getPath().getName();
      if (name.equals(NAME) || name.matches("[a-z0-9-]+-[0-9]{5,}\\.parquet")) {
        Changes.delete(storage.files(), file.getPath());
      } else {
        throw new PrepareException(
            String.format(
                Locale.ROOT,
                "Cannot prepare into %s: beside an interrupted preparation it holds %s; choose another folder or empty it",
                output,
                name));
      }
    }
  }

  static String toJson(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write " + value + " as JSON", e);
    }
  }

  static <T> T fromJson(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read a " + type.getSimpleName(), e);
    }
  }
}
