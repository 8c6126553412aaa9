package io.cofire.data.spark;

import io.cofire.data.archives.DataPlace;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where a task reads and writes. Input and output are qualified paths: an executor has another
 * working directory.
 *
 * @param configuration how to reach the file systems
 * @param input the data set's folder or archive
 * @param listed where the files of an archive lie, by {@link DataPlace}
 * @param output where the shards go
 * @param application names files that are not whole yet
 * @param counts hear how far it has come
 */
record TaskPlace(
    Broadcast<SerializableConfiguration> configuration,
    String input,
    Broadcast<byte[]> listed,
    String output,
    String application,
    PrepareCounts counts)
    implements Serializable {

  private Configuration hadoop() {
    return configuration.value().value();
  }

  FileTree tree() throws IOException {
    return DataPlace.tree(hadoop(), input, listed.value());
  }

  WorkFolder work() throws IOException {
    return new WorkFolder(hadoop(), output);
  }

  /** Names what this attempt of the running task writes. */
  String attempt() {
    return application + "-" + TaskContext.get().taskAttemptId();
  }
}
