package io.cofire.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.LastBatch;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.diskcache.DiskCache;
import io.cofire.data.diskcache.NodeDisk;
import io.cofire.data.random.Key;
import io.cofire.data.shards.GeneratedImageShards;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import io.cofire.tests.hdfs.MiniHdfs;
import io.cofire.tests.hdfs.NameNodeOpens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/bench.sh loading} in small: what the name node is asked to open. */
@Timeout(180)
class LoadedEpochsTest {

  private static final int IMAGES = 60;

  @TempDir Path folder;

  @Test
  void windowsOpenEachShardOnceAnEpochAndTheDiskNoneAfterwards() throws IOException {
    SplitInfo train = GeneratedImageShards.write(folder.resolve("set"), IMAGES, 0.1).split("train");
    try (MiniHdfs hdfs = MiniHdfs.start(folder.resolve("hdfs"))) {
      hdfs.copy(folder.resolve("set"), "/set");
      Optional<DiskCache> disk = NodeDisk.cache(folder, "loaded", train.bytes() * 2);
      LoadedEpochs windows = epochs(hdfs, train, new Shuffle.Windows(6), Optional.empty());
      LoadedEpochs kept = epochs(hdfs, train, new Shuffle.Windows(6), disk);
      LoadedEpochs full = epochs(hdfs, train, new Shuffle.Full(), Optional.empty());
      LoadedEpochs fullKept = epochs(hdfs, train, new Shuffle.Full(), disk);

      assertThat(opens(windows, 0).values()).containsOnly(1).hasSize(train.shards().size());
      assertThat(opens(windows, 1).values()).containsOnly(1);
      assertThat(opens(kept, 0)).hasSize(train.shards().size());
      assertThat(opens(kept, 1)).isEmpty();
      assertThat(total(opens(full, 0))).isGreaterThanOrEqualTo(IMAGES);
      for (int epoch = 0; !opens(fullKept, epoch).isEmpty(); epoch++) { // what was kept is found
        assertThat(epoch).isLessThan(50);
      }
    }
  }

  private static LoadedEpochs epochs(
      MiniHdfs hdfs, SplitInfo train, Shuffle shuffle, Optional<DiskCache> disk) {
    var place = new org.apache.hadoop.fs.Path(hdfs.uri("/set"));
    BatchPlan plan =
        new BatchPlan(
            Key.of(1),
            train.shards().stream().map(ShardInfo::samples).toList(),
            shuffle,
            8,
            1,
            1,
            LastBatch.KEEP);
    ShardSet set = ShardSet.open(new Configuration(), place).through(disk);
    return new LoadedEpochs(set, "train", plan, train.bytes() / 10);
  }

  private static Map<String, Integer> opens(LoadedEpochs epochs, int epoch) {
    NameNodeOpens.take();
    assertThat(epochs.load(epoch)).isEqualTo(IMAGES);
    Map<String, Integer> opened = new TreeMap<>(NameNodeOpens.take());
    opened.keySet().removeIf(file -> !file.endsWith(".parquet"));
    return opened;
  }

  private static int total(Map<String, Integer> opened) {
    return opened.values().stream().mapToInt(Integer::intValue).sum();
  }
}
