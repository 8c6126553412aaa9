package io.cofire.driver.ml;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.util.Identifiable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a fit keeps its shards and checkpoints: a folder that was named, which stays, or one for
 * the time of the fit alone.
 *
 * @param path the folder
 * @param temporary whether it is deleted when the fit ends, however it ends
 */
record FitFolder(FileSystem files, Path path, boolean temporary) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FitFolder.class);

  /**
   * Makes it.
   *
   * @param named by the user, a path that every executor reaches
   * @throws InvalidValue if none was named and there is no place that every executor reaches
   */
  static FitFolder of(SparkContext spark, Optional<String> named) throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    if (named.isPresent()) {
      Path path = FileSystems.path(named.get());
      FileSystem files = FileSystems.of(hadoop, path);
      return new FitFolder(files, files.makeQualified(path), false);
    }
    Path path = isOneProcess(spark) ? here() : shared(hadoop, spark.master());
    FileSystem files = FileSystems.of(hadoop, path);
    Changes.makeFolder(files, path);
    files.deleteOnExit(path); // a process that is ended runs no finally
    return new FitFolder(files, path, true);
  }

  /** Whether the executor is this process, which needs no settings of a cluster. */
  static boolean isOneProcess(SparkContext spark) {
    return spark.master().equals("local") || spark.master().startsWith("local[");
  }

  private static Path here() throws IOException {
    String name = "cofire-fit-" + ProcessHandle.current().pid() + "-";
    return new Path(Files.createTempDirectory(name).toUri());
  }

  private static Path shared(Configuration hadoop, String master) throws IOException {
    FileSystem files = FileSystem.get(hadoop);
    if (files.getScheme().equals("file")) {
      throw new InvalidValue(
          "directory",
          "not set",
          "must be a path that every executor of "
              + master
              + " reaches, for shards and checkpoints");
    }
    return new Path(files.getHomeDirectory(), ".cofire/" + Identifiable.randomUID("fit"));
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Changes.delete(files, path);
        files.cancelDeleteOnExit(path);
      } catch (IOException e) {
        LOG.warn("{} stays until this process ends: {}", path, e.getMessage());
      }
    }
  }
}
