package io.cofire.driver.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.driver.checkpoint.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The steps of the epoch in progress as JSON lines. The file is written anew with each checkpoint,
 * since not every file system can append.
 */
public final class MetricsFile {

  private static final JsonMapper JSON = new JsonMapper();

  private final FileSystem files;
  private final Path directory;
  private final List<String> lines = new ArrayList<>();

  /** The metrics of a run. */
  public MetricsFile(Configuration hadoop, RunDirectory run) throws IOException {
    this.directory = run.metrics();
    this.files = directory.getFileSystem(hadoop);
  }

  /** Takes over the lines up to a step that an earlier attempt wrote for this epoch. */
  public void resume(int epoch, long step) throws IOException {
    Path path = path(epoch);
    if (!files.exists(path)) {
      return;
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode node = JSON.readTree(line);
        if (node.path("step").asLong() <= step) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      lines.clear(); // these lines are for people to read; a torn file must not stop a training
    }
  }

  /** Notes where the epoch is. */
  public void add(StepProgress progress) throws IOException {
    lines.add(JSON.writeValueAsString(progress));
  }

  /** Writes the lines so far as those of an epoch, numbered from 1. */
  public void write(int epoch) throws IOException {
    try (FSDataOutputStream out = files.create(path(epoch), true)) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Forgets the lines: the next epoch begins. */
  public void startEpoch() {
    lines.clear();
  }

  /** Writes all epochs' lines of a run as one file, {@link RunDirectory#allMetrics}. */
  public static void join(Configuration hadoop, RunDirectory run) throws IOException {
    FileSystem files = run.metrics().getFileSystem(hadoop);
    if (!files.exists(run.metrics())) {
      return;
    }
    FileStatus[] epochs = files.listStatus(run.metrics());
    Arrays.sort(epochs); // by path, and so by epoch
    try (FSDataOutputStream out = files.create(run.allMetrics(), true)) {
      for (FileStatus epoch : epochs) {
        try (FSDataInputStream in = files.open(epoch.getPath())) {
          in.transferTo(out);
        }
      }
    }
  }

  private Path path(int epoch) {
    return new Path(directory, "epoch-%04d.jsonl".formatted(epoch));
  }
}
