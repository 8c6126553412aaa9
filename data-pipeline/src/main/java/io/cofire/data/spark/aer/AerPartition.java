package io.cofire.data.spark.aer;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** The recordings of one task. */
record AerPartition(List<FoundRecording> files) implements InputPartition {

  /**
   * Divides recordings over tasks in their order, as Spark's own sources divide files.
   *
   * @param parallelism tasks that run at the same time
   * @param mostBytes most bytes of a task; a recording is never divided and may exceed it
   * @param openBytes what opening a file costs, in bytes that could be read instead
   */
  static List<AerPartition> plan(
      List<FoundRecording> files, int parallelism, long mostBytes, long openBytes) {
    long total = files.stream().mapToLong(file -> file.bytes() + openBytes).sum();
    long share = Math.min(mostBytes, Math.max(openBytes, total / Math.max(1, parallelism)));
    List<AerPartition> partitions = new ArrayList<>();
    List<FoundRecording> current = new ArrayList<>();
    long bytes = 0;
    for (FoundRecording file : files) {
      if (!current.isEmpty() && bytes + file.bytes() > share) {
        partitions.add(new AerPartition(List.copyOf(current)));
        current.clear();
        bytes = 0;
      }
      current.add(file);
      bytes += file.bytes() + openBytes;
    }
    if (!current.isEmpty()) {
      partitions.add(new AerPartition(List.copyOf(current)));
    }
    return partitions;
  }
}
