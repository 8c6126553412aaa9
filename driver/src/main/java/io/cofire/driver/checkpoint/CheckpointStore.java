package io.cofire.driver.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.errors.Legible;
import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.driver.checkpoint.Safetensors.Part;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.TrainingState;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run, a directory {@code step-0000123} each: {@code state.safetensors} and
 * {@code state.json}, and the marker {@code COMMIT} written last.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final String TENSORS = "state.safetensors";
  private static final String PROGRESS = "state.json";
  private static final String PREFIX = "step-";

  /** How often all are listed anew where a training has written newer ones and deleted these. */
  private static final int LOOKS = 50;

  private static final JsonMapper JSON = new JsonMapper();

  private final FileSystem files;
  private final Path parent;

  /** The checkpoints of a run. */
  public CheckpointStore(Configuration hadoop, RunDirectory run) throws IOException {
    this.parent = run.checkpoints();
    this.files = FileSystems.of(hadoop, parent);
  }

  /**
   * Writes a checkpoint; a directory that an interrupted attempt left in its place is replaced.
   *
   * @return its directory
   * @throws CheckpointWriteException if that fails; what was written of it is deleted, since it may
   *     hold the room that the next one needs
   */
  public Path write(Progress progress, TrainingState state) throws IOException {
    Path directory = of(progress.step());
    try {
      Changes.delete(files, directory);
      Map<String, CommitMarker.Content> contents = new TreeMap<>();
      List<Part> parts = StateTensors.of(state);
      Map<String, String> notes = Map.of("format", "cofire-checkpoint-" + CommitMarker.FORMAT);
      contents.put(TENSORS, write(directory, TENSORS, out -> Safetensors.write(out, notes, parts)));
      byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(progress);
      contents.put(PROGRESS, write(directory, PROGRESS, out -> out.write(json)));
      byte[] marker = new CommitMarker(CommitMarker.FORMAT, contents).json();
      write(directory, CommitMarker.NAME, out -> out.write(marker));
      return directory;
    } catch (IOException | FSError e) { // Hadoop throws an error where a local disk is full
      delete(directory);
      throw CheckpointWriteException.of("checkpoint", directory, e);
    }
  }

  /** Where the checkpoint of a step is, if there is one. */
  public Path of(long step) {
    return new Path(parent, String.format(Locale.ROOT, "%s%07d", PREFIX, step));
  }

  private void delete(Path directory) {
    try {
      Changes.delete(files, directory);
    } catch (IOException | FSError e) {
      LOG.warn("Cannot delete {}, which is not whole: {}", directory, Legible.of(e.toString()));
    }
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private CommitMarker.Content write(Path directory, String name, Body body) throws IOException {
    MessageDigest digest = CommitMarker.sha256();
    Path path = new Path(directory, name);
    try (FSDataOutputStream file = Changes.create(files, path)) {
      OutputStream out = new BufferedOutputStream(new DigestOutputStream(file, digest), 1 << 16);
      body.writeTo(out);
      out.flush();
      if (file.hasCapability(StreamCapabilities.HSYNC)) { // an object store has an object at close
        file.hsync();
      }
      return new CommitMarker.Content(file.getPos(), CommitMarker.hex(digest));
    }
  }

  /**
   * The newest checkpoint that is whole.
   *
   * @param warnings is told of each newer one that is not, and why
   */
  public Optional<Path> newest(Consumer<String> warnings) throws IOException {
    for (int look = 1; ; look++) {
      List<Path> directories = directories();
      List<String> damages = new ArrayList<>();
      Optional<Path> whole = newest(directories, damages);
      if (whole.isPresent() || look == LOOKS || directories().equals(directories)) {
        damages.forEach(warnings);
        return whole;
      }
    }
  }

  private Optional<Path> newest(List<Path> directories, List<String> damages) throws IOException {
    for (int i = directories.size() - 1; i >= 0; i--) {
      try {
        verify(directories.get(i));
        return Optional.of(directories.get(i));
      } catch (CheckpointException | FileNotFoundException e) {
        if (files.exists(directories.get(i))) {
          damages.add(e.getMessage() + "; skipped");
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Reads all of a checkpoint and compares it with its marker.
   *
   * @throws CheckpointException if it is not whole; the message names the file, what was expected
   *     and what was found
   */
  public void verify(Path checkpoint) throws IOException {
    progress(checkpoint);
    marker(checkpoint)
        .checked(
            files,
            checkpoint,
            TENSORS,
            (in, bytes) -> in.transferTo(OutputStream.nullOutputStream()));
  }

  /** A checkpoint's place in the run. */
  public Progress progress(Path checkpoint) throws IOException {
    Path path = new Path(checkpoint, PROGRESS);
    return marker(checkpoint)
        .checked(
            files, checkpoint, PROGRESS, (in, n) -> SmallJson.read(in, n, Progress.class, path));
  }

  /**
   * A checkpoint's weights, statistics and optimizer.
   *
   * @param parameters layout of the network's parameters
   * @param statistics layout of its running statistics
   * @throws CheckpointException if it is not whole or of another network
   */
  public TrainingState state(Path checkpoint, Layout parameters, Layout statistics)
      throws IOException {
    long step = progress(checkpoint).step();
    String file = new Path(checkpoint, TENSORS).toString();
    List<Part> parts =
        marker(checkpoint)
            .checked(files, checkpoint, TENSORS, (in, n) -> Safetensors.read(in, n, file));
    return StateTensors.state(parts, parameters, statistics, step, file);
  }

  /**
   * A checkpoint's weights and statistics, whatever its network is.
   *
   * @throws CheckpointException if it is not whole
   */
  public Weights weights(Path checkpoint) throws IOException {
    String file = new Path(checkpoint, TENSORS).toString();
    return marker(checkpoint)
        .checked(files, checkpoint, TENSORS, (in, n) -> Weights.read(in, n, file));
  }

  private CommitMarker marker(Path checkpoint) throws IOException {
    return CommitMarker.read(files, checkpoint);
  }

  /**
   * Deletes old checkpoints, and those without a readable marker, which are not among the newest.
   * Those behind {@code step} are left alone: a damaged one that was skipped must not push a whole
   * one out.
   *
   * @param step the step of the newest checkpoint that counts
   */
  public void retain(long step, Retention retention) throws IOException {
    retain(step, -1, retention);
  }

  /**
   * Deletes old checkpoints, but for that of the best epoch.
   *
   * @param now where the run is
   * @see #retain(long, Retention)
   */
  public void retain(Progress now, Retention retention) throws IOException {
    retain(now.step(), now.best() == null ? -1 : now.best().step(), retention);
  }

  private void retain(long step, long best, Retention retention) throws IOException {
    List<Path> newestFirst = new ArrayList<>(directories());
    newestFirst.removeIf(directory -> step(directory) > step);
    Collections.reverse(newestFirst);
    int newest = 0;
    for (Path directory : newestFirst) {
      if (newest < retention.newest() && isCommitted(directory)) {
        newest++;
      } else if (step(directory) != best && !keepsAlways(retention, directory)) {
        Changes.delete(files, directory);
      }
    }
  }

  private boolean isCommitted(Path directory) throws IOException {
    try {
      marker(directory);
      return true;
    } catch (CheckpointException e) {
      return false; // its writing was interrupted
    }
  }

  private boolean keepsAlways(Retention retention, Path directory) throws IOException {
    if (retention.everyEpochs().isEmpty()) {
      return false;
    }
    try {
      return retention.keepsAlways(progress(directory));
    } catch (CheckpointException e) {
      return false; // damaged, and old
    }
  }

  /** Names of all checkpoints, whole or not, oldest first. */
  List<String> names() throws IOException {
    return directories().stream().map(Path::getName).toList();
  }

  /** All checkpoint directories, whole or not, oldest first. */
  private List<Path> directories() throws IOException {
    List<Path> directories = new ArrayList<>();
    if (files.exists(parent)) {
      for (FileStatus status : files.listStatus(parent)) {
        if (status.isDirectory() && step(status.getPath()) >= 0) {
          directories.add(status.getPath());
        }
      }
    }
    directories.sort(Comparator.comparingLong(CheckpointStore::step));
    return directories;
  }

  /** Whether a path has the name of a checkpoint. */
  static boolean isCheckpoint(Path directory) {
    return step(directory) >= 0;
  }

  private static long step(Path directory) {
    String name = directory.getName();
    return name.matches(PREFIX + "\\d{7,18}")
        ? Long.parseLong(name.substring(PREFIX.length()))
        : -1;
  }
}
