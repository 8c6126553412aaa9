package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.recordings.DecodeWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileGroupTest {

  @Test
  void smallFilesShareAShardAndALargeOneFillsSeveral() {
    List<LabelledEntry> recordings = new ArrayList<>();
    recordings.add(LabelledEntry.whole("a", 40, 0));
    recordings.add(LabelledEntry.whole("b", 70, 1));
    recordings.addAll(parts("c", 5, 60));
    recordings.add(LabelledEntry.whole("d", 10, 1));

    assertThat(shards(FileGroup.plan(index(recordings), 100, DecodeWords.NONE)))
        .containsExactly(
            List.of("train-00000.parquet: a b"),
            List.of(
                "train-00001.parquet: c@0-1 c@1-2",
                "train-00002.parquet: c@2-3 c@3-4",
                "train-00003.parquet: c@4-5"),
            List.of("train-00004.parquet: d"));
  }

  @Test
  void aFileThatFollowsASmallOneIsReadByTheSameTask() {
    List<LabelledEntry> recordings = new ArrayList<>();
    recordings.add(LabelledEntry.whole("a", 40, 0));
    recordings.addAll(parts("b", 3, 60));

    assertThat(shards(FileGroup.plan(index(recordings), 100, DecodeWords.NONE)))
        .containsExactly(
            List.of("train-00000.parquet: a b@0-1", "train-00001.parquet: b@1-2 b@2-3"));
  }

  private static List<LabelledEntry> parts(String path, int parts, long bytes) {
    return IntStream.range(0, parts)
        .mapToObj(i -> new LabelledEntry(path, bytes, 0, new TimeRange(i, i + 1)))
        .toList();
  }

  private static DatasetIndex index(List<LabelledEntry> recordings) {
    return new DatasetIndex(
        "folder",
        new SensorGeometry(4, 4),
        List.of("x", "y"),
        List.of(new SplitEntries("train", recordings)));
  }

  private static List<List<String>> shards(List<FileGroup> groups) {
    return groups.stream()
        .map(group -> group.shards().stream().map(FileGroupTest::text).toList())
        .toList();
  }

  private static String text(PlannedShard shard) {
    return shard.file()
        + ": "
        + String.join(" ", shard.recordings().stream().map(LabelledEntry::id).toList());
  }
}
