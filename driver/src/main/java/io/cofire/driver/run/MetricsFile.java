package io.cofire.driver.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.driver.checkpoint.CheckpointWriteException;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.tensorboard.EventFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The steps of the epoch in progress as JSON lines. The file is written anew with each checkpoint,
 * since not every file system can append: first under another name, then in its place, so that one
 * of the two is whole whenever the process dies; a rename is not needed, which object stores copy.
 */
public final class MetricsFile {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NAME = Pattern.compile("_?epoch-(\\d{4,9})[.]jsonl");

  private final FileSystem files;
  private final Path directory;
  private final List<String> lines = new ArrayList<>();
  private final List<Double> times = new ArrayList<>(); // when each line was added
  private final Optional<EventFolder> events;
  private StepProgress last; // of the last line, if it was added here

  /**
   * The metrics of a run.
   *
   * @param events takes the same lines, where TensorBoard is to show them
   */
  public MetricsFile(Configuration hadoop, RunDirectory run, Optional<EventFolder> events)
      throws IOException {
    this.directory = run.metrics();
    this.events = events;
    this.files = FileSystems.of(hadoop, directory);
  }

  /**
   * An epoch's lines at one moment, to be written at another.
   *
   * @param epoch from 1
   * @param times when each line was added, in seconds since 1970
   */
  public record Page(MetricsFile file, int epoch, List<String> lines, List<Double> times) {

    /** Copies the lists. */
    public Page {
      lines = List.copyOf(lines);
      times = List.copyOf(times);
    }

    /** Writes the lines to their file. */
    public void write() throws IOException {
      file.write(epoch, lines);
      if (file.events.isPresent()) {
        file.events.get().write(epoch, told(lines, times));
      }
    }
  }

  /**
   * Takes over the lines up to a step that an earlier attempt wrote for this epoch, and deletes
   * what it wrote for later ones.
   */
  public void resume(int epoch, long step) throws IOException {
    lines.clear();
    lines.addAll(MetricsLines.of(files, path(epoch)).upTo(step));
    if (lastStep() < step) { // it was being written when the attempt ended
      List<String> other = MetricsLines.of(files, spare(epoch)).upTo(step);
      if (other.size() > lines.size()) {
        lines.clear();
        lines.addAll(other);
      }
    }
    deleteAfter(epoch);
    times.clear();
    times.addAll(Collections.nCopies(lines.size(), now())); // nobody knows it better
    if (events.isPresent()) {
      events.get().resume(epoch, told(lines, times));
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  private static List<EventFolder.Line> told(List<String> lines, List<Double> times) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new EventFolder.Line(lines.get(i), times.get(i)))
        .toList();
  }

  private long lastStep() {
    return lines.isEmpty() ? -1 : MetricsLines.step(lines.get(lines.size() - 1));
  }

  private void deleteAfter(int epoch) throws IOException {
    if (!files.exists(directory)) {
      return;
    }
    for (FileStatus file : files.listStatus(directory)) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (name.matches() && Integer.parseInt(name.group(1)) > epoch) {
        Changes.delete(files, file.getPath());
      }
    }
  }

  /** Notes where the epoch is. */
  public void add(StepProgress progress) throws IOException {
    lines.add(JSON.writeValueAsString(progress));
    times.add(now());
    last = progress;
  }

  /** Notes in the last line what the evaluation after its step came to. */
  public void tested(Scores scores) throws IOException {
    if (last != null) {
      last = last.tested(scores);
      lines.set(lines.size() - 1, JSON.writeValueAsString(last));
    }
  }

  /** The lines so far as those of an epoch, numbered from 1. */
  public Page page(int epoch) {
    return new Page(this, epoch, lines, times);
  }

  /** Writes the lines so far as those of an epoch, numbered from 1. */
  public void write(int epoch) throws IOException {
    page(epoch).write();
  }

  private void write(int epoch, List<String> all) throws IOException {
    write(files, spare(epoch), all);
    write(files, path(epoch), all);
    Changes.delete(files, spare(epoch));
  }

  private static void write(FileSystem files, Path path, List<String> all) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Changes.create(files, path))) {
      for (String line : all) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | FSError e) { // Hadoop throws an error where a local disk is full
      throw CheckpointWriteException.of("metrics", path, e);
    }
  }

  /** Forgets the lines: the next epoch begins. */
  public void startEpoch() {
    lines.clear();
    times.clear();
    last = null;
  }

  /**
   * Writes all epochs' lines of a run as one file, {@link RunDirectory#allMetrics}.
   *
   * @param warnings is told of a file with other lines in it
   */
  public static void join(Configuration hadoop, RunDirectory run, Consumer<String> warnings)
      throws IOException {
    FileSystem files = FileSystems.of(hadoop, run.metrics());
    if (!files.exists(run.metrics())) {
      return;
    }
    FileStatus[] epochs = files.listStatus(run.metrics());
    Arrays.sort(epochs); // by path, and so by epoch
    List<String> all = new ArrayList<>();
    for (FileStatus epoch : epochs) {
      String name = epoch.getPath().getName();
      boolean left = name.startsWith("_"); // by a process that was killed
      if (!left && epoch.isFile() && NAME.matcher(name).matches()) {
        MetricsLines found = MetricsLines.of(files, epoch.getPath());
        if (found.others() > 0) {
          warnings.accept(
              String.format(
                  Locale.ROOT,
                  "%s: %d lines are no step's; something else has written into it, they are left out",
                  epoch.getPath(),
                  found.others()));
        }
        all.addAll(found.steps());
      }
    }
    write(files, run.allMetrics(), all);
  }

  private Path path(int epoch) {
    return new Path(directory, name(epoch));
  }

  private Path spare(int epoch) {
    return new Path(directory, "_" + name(epoch));
  }

  private static String name(int epoch) {
    return String.format(Locale.ROOT, "epoch-%04d.jsonl", epoch);
  }
}
