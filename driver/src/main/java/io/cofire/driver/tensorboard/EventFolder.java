package io.cofire.driver.tensorboard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.driver.checkpoint.CheckpointWriteException;
import io.cofire.driver.checkpoint.RunDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The event files of a run, one for each epoch, since not every file system can append: a file is
 * written anew with each checkpoint, and what an attempt wrote beyond the one that a run goes on
 * from is deleted. TensorBoard reads the files of a folder in the order of their names.
 */
public final class EventFolder {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NAME =
      Pattern.compile("events[.]out[.]tfevents[.](\\d{10})[.]cofire");

  private final Configuration hadoop;
  private final Path folder;

  /** That of a run. */
  public EventFolder(Configuration hadoop, RunDirectory run) {
    this.hadoop = hadoop;
    this.folder = run.events();
  }

  /**
   * A line of metrics.
   *
   * @param json as it stands in the file of metrics
   * @param seconds when it was written, since 1970
   */
  public record Line(String json, double seconds) {}

  /**
   * Writes an epoch's file.
   *
   * @param epoch from 1
   */
  public void write(int epoch, List<Line> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    TfRecords records = new TfRecords();
    records.add(Summaries.version(lines.get(0).seconds()));
    for (Line line : lines) {
      records.add(Summaries.event(JSON.readTree(line.json()), line.seconds()));
    }
    Path file = file(epoch);
    try (OutputStream out = Changes.create(FileSystems.of(hadoop, folder), file)) {
      out.write(records.bytes());
    } catch (IOException | FSError e) { // Hadoop throws an error where a local disk is full
      throw CheckpointWriteException.of("events", file, e);
    }
  }

  /**
   * Forgets what was written for this epoch beyond its lines, and for later ones.
   *
   * @param lines of this epoch that stand
   */
  public void resume(int epoch, List<Line> lines) throws IOException {
    FileSystem files = FileSystems.of(hadoop, folder);
    if (!files.exists(folder)) {
      return;
    }
    for (FileStatus found : files.listStatus(folder)) {
      Matcher name = NAME.matcher(found.getPath().getName());
      if (name.matches() && Integer.parseInt(name.group(1)) >= epoch) {
        Changes.delete(files, found.getPath());
      }
    }
    write(epoch, lines);
  }

  private Path file(int epoch) {
    return new Path(folder, String.format(Locale.ROOT, "events.out.tfevents.%010d.cofire", epoch));
  }
}
