package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.LastBatch;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.Stretch;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Manifests of ImageNet's size, in small shards, and of very many tiny recordings. */
@Timeout(120)
final class LargeManifestTest {

  private static final int CLASSES = 1000;
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static SplitInfo split(int samples, int shards, long events) {
    SplittableRandom random = Key.of(1).random();
    List<ShardInfo> infos = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      int count = (int) ((shard + 1L) * samples / shards) - (int) ((long) shard * samples / shards);
      List<Integer> labels = random.ints(count, 0, CLASSES).boxed().toList();
      String name = "train-%05d.parquet".formatted(shard);
      infos.add(new ShardInfo(name, count, events * count, 1 << 20, HASH, labels));
    }
    return new SplitInfo("train", infos);
  }

  private static Manifest manifest(Contents contents, SplitInfo split) {
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < CLASSES; label++) {
      classes.add("class-" + label);
    }
    return Manifest.of("large", "made", contents, classes, List.of(split), List.of());
  }

  @Test
  void labelsOfOneMillionImagesAreReadAndDealtToSixtyFourRanks() {
    SplitInfo split = split(1_300_000, 80_000, 0);
    byte[] json =
        ManifestJson.write(manifest(new Contents.Original(Contents.Accepted.WHOLE), split));
    assertThat(json.length).isLessThan(32 << 20);
    Manifest read = ManifestJson.read(json, "here");
    assertThat(read.splits()).containsExactly(split);
    BatchPlan plan =
        new BatchPlan(
            Key.of(2),
            split.shards().stream().map(ShardInfo::samples).toList(),
            new Shuffle.Windows(4096),
            64 * 32,
            1,
            64,
            LastBatch.KEEP);
    boolean[] seen = new boolean[1_300_000];
    int reads = 0;
    for (int rank = 0; rank < 64; rank++) {
      plan.from(rank, 0, 0, 1)
          .forEachRemaining(
              batch -> {
                for (int sample : batch.samples()) {
                  seen[Math.max(0, sample)] = true;
                }
              });
      for (Iterator<Stretch> all = plan.stretches(rank, 0, 0, 1); all.hasNext(); all.next()) {
        reads++;
      }
    }
    assertThat(reads).isBetween(80_000, 80_000 + 63);
    assertThat(seen).doesNotContain(false);
  }

  /** A driver of 1 GB, Spark's default, keeps it among everything else. */
  @Test
  void aMillionLabelsAreAFewMegabytesOfTheDriver() {
    byte[] json =
        ManifestJson.write(
            manifest(new Contents.Original(Contents.Accepted.WHOLE), split(1_300_000, 80_000, 0)));
    long before = usedBytes();
    long start = System.nanoTime();
    Manifest read = ManifestJson.read(json, "here");
    double seconds = (System.nanoTime() - start) / 1e9;
    long kept = usedBytes() - before;
    System.out.printf(
        Locale.ROOT,
        "1.3 million labels in 80,000 files: %.1f MB of JSON, read in %.2f s, %.1f MB kept%n",
        json.length / 1e6,
        seconds,
        kept / 1e6);
    assertThat(read.splits()).hasSize(1);
    assertThat(kept).isLessThan(100_000_000);
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void twoHundredThousandTinyRecordingsAreRead() {
    SplitInfo split = split(200_000, 5_000, 30);
    byte[] json =
        ManifestJson.write(manifest(new Contents.Events(new SensorGeometry(34, 34)), split));
    assertThat(json.length).isLessThan(4 << 20);
    assertThat(ManifestJson.read(json, "here").splits()).containsExactly(split);
  }
}
