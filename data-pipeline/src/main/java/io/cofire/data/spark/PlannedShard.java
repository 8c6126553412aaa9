package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.RecordingEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.events.SensorGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * One shard to be made: a run of a split's recordings.
 *
 * @param file name of the shard
 * @param dataset layout of the input, which knows how its recordings are read
 * @param split name of the split
 * @param sensor size of the sensor
 * @param recordings what goes into it, in order
 */
record PlannedShard(
    String file,
    String dataset,
    String split,
    SensorGeometry sensor,
    List<RecordingEntry> recordings) {

  PlannedShard {
    recordings = List.copyOf(recordings);
  }

  /**
   * Cuts each split where its recordings fill a shard: a pure function of the index, so that every
   * cluster makes the same shards.
   *
   * @param shardInputBytes a shard is closed when its recordings reach this length
   */
  static List<PlannedShard> plan(DatasetIndex index, long shardInputBytes) {
    List<PlannedShard> shards = new ArrayList<>();
    for (SplitEntries split : index.splits()) {
      List<RecordingEntry> open = new ArrayList<>();
      long bytes = 0;
      int number = 0;
      for (RecordingEntry recording : split.recordings()) {
        open.add(recording);
        bytes += recording.bytes();
        if (bytes >= shardInputBytes) {
          shards.add(shard(index, split.name(), number++, open));
          open = new ArrayList<>();
          bytes = 0;
        }
      }
      if (!open.isEmpty()) {
        shards.add(shard(index, split.name(), number, open));
      }
    }
    return shards;
  }

  /** The recordings with those that are parts of one file together, so that it is read once. */
  List<List<RecordingEntry>> byRecording() {
    List<List<RecordingEntry>> groups = new ArrayList<>();
    String open = null;
    for (RecordingEntry recording : recordings) {
      if (!recording.path().equals(open)) {
        open = recording.path();
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(recording);
    }
    return groups;
  }

  private static PlannedShard shard(
      DatasetIndex index, String split, int number, List<RecordingEntry> recordings) {
    String file = "%s-%05d.parquet".formatted(split, number);
    return new PlannedShard(file, index.dataset(), split, index.sensor(), recordings);
  }
}
