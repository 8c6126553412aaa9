package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.DatasetLayouts;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.recordings.read.DecodeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The work of one task: whole files of a split, one after the other, and the shards that they
 * become. No file is in two groups, so that each is read once however many shards its parts fill.
 *
 * @param dataset layout of the input, which knows how its recordings are read
 * @param split name of the split
 * @param sensor size of the sensor as stored
 * @param decoding words that replace what the layout says of how its recordings are read
 * @param shards the shards, in order; a file's parts may be in several
 */
record FileGroup(
    String dataset,
    String split,
    SensorGeometry sensor,
    Map<String, String> decoding,
    List<PlannedShard> shards) {

  FileGroup {
    decoding = Map.copyOf(decoding);
    shards = List.copyOf(shards);
  }

  /** Which events of its recordings stay. */
  List<EventFilter> filters() {
    return new DecodeWords(decoding).filters();
  }

  /** How its recordings are read. */
  DecodeOptions options() {
    return new DecodeWords(decoding).over(DatasetLayouts.named(dataset).decoding(sensor));
  }

  /** How a file of its is read. */
  DecodeOptions options(String path) {
    return new DecodeWords(decoding).over(DatasetLayouts.named(dataset).decoding(sensor, path));
  }

  /**
   * Cuts each split into groups and these into shards: a pure function of the index, so that every
   * cluster makes the same shards.
   *
   * @param shardInputBytes a shard is closed when its recordings reach this length, a group at the
   *     end of the file with which its own do
   * @param decoding how recordings are read, beside what the layout says
   */
  static List<FileGroup> plan(DatasetIndex index, long shardInputBytes, DecodeWords decoding) {
    List<FileGroup> groups = new ArrayList<>();
    for (SplitEntries split : index.splits()) {
      int shards = 0;
      List<LabelledEntry> open = new ArrayList<>();
      long bytes = 0;
      for (List<LabelledEntry> file : files(split.recordings())) {
        open.addAll(file);
        bytes += file.stream().mapToLong(LabelledEntry::bytes).sum();
        if (bytes >= shardInputBytes) {
          groups.add(group(index, split.name(), open, shardInputBytes, shards, decoding));
          shards += groups.get(groups.size() - 1).shards.size();
          open = new ArrayList<>();
          bytes = 0;
        }
      }
      if (!open.isEmpty()) {
        groups.add(group(index, split.name(), open, shardInputBytes, shards, decoding));
      }
    }
    return groups;
  }

  private static FileGroup group(
      DatasetIndex index,
      String split,
      List<LabelledEntry> recordings,
      long shardInputBytes,
      int firstShard,
      DecodeWords decoding) {
    List<PlannedShard> shards = new ArrayList<>();
    List<LabelledEntry> open = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < recordings.size(); i++) {
      open.add(recordings.get(i));
      bytes += recordings.get(i).bytes();
      if (bytes >= shardInputBytes || i == recordings.size() - 1) {
        String file =
            String.format(Locale.ROOT, "%s-%05d.parquet", split, firstShard + shards.size());
        shards.add(new PlannedShard(file, open));
        open = new ArrayList<>();
        bytes = 0;
      }
    }
    return new FileGroup(index.dataset(), split, index.sensor(), decoding.words(), shards);
  }

  /** Runs of recordings that are parts of one file. */
  static List<List<LabelledEntry>> files(List<LabelledEntry> recordings) {
    List<List<LabelledEntry>> files = new ArrayList<>();
    String open = null;
    for (LabelledEntry recording : recordings) {
      if (!recording.path().equals(open)) {
        open = recording.path();
        files.add(new ArrayList<>());
      }
      files.get(files.size() - 1).add(recording);
    }
    return files;
  }
}
