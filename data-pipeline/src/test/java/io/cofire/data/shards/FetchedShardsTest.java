package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.EvaluationPlan;
import io.cofire.data.batches.LastBatch;
import io.cofire.data.batches.PlannedBatch;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.diskcache.DiskCache;
import io.cofire.data.diskcache.NodeDisk;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.Ahead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is opened where, when shards are more than the memory keeps. */
@Timeout(120)
final class FetchedShardsTest {

  private static final int[] SHARDS = {7, 2, 11, 1, 9, 5, 4};
  private static final int SAMPLES = 39;

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    TinyImageShards.writeUneven(folder.resolve("images"), 9, SHARDS);
    Store.OPENED.clear();
    Store.FAILURES.set(0);
  }

  /** The local disk, which counts and fails. */
  public static final class Store extends RawLocalFileSystem {
    private static final Map<String, AtomicInteger> OPENED = new ConcurrentHashMap<>();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
      OPENED.computeIfAbsent(path.getName(), name -> new AtomicInteger()).incrementAndGet();
      if (path.getName().startsWith("train")
          && FAILURES.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw new IOException("the store is busy");
      }
      return super.open(path, buffer);
    }

    static int trainOpens() {
      return OPENED.entrySet().stream()
          .filter(file -> file.getKey().startsWith("train"))
          .mapToInt(file -> file.getValue().get())
          .sum();
    }
  }

  private ShardSet open(Optional<DiskCache> disk) {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.file.impl", Store.class.getName());
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    var path = new org.apache.hadoop.fs.Path(folder.resolve("images").toUri());
    return ShardSet.open(configuration, path).through(disk);
  }

  private static ShardCache cache(ShardSet set) {
    return new ShardCache(set, "train", 30_000); // a part of the shards
  }

  private static BatchPlan windows(int ranks) {
    return new BatchPlan(
        Key.of(5),
        Arrays.stream(SHARDS).boxed().toList(),
        new Shuffle.Windows(6),
        ranks * 2,
        1,
        ranks,
        LastBatch.KEEP);
  }

  /** Walks as a loader does; returns how many samples it saw. */
  private static int walk(ShardCache cache, Iterator<PlannedBatch> plan, Ahead ahead) {
    int seen = 0;
    try (ahead) {
      while (plan.hasNext()) {
        int[] samples = plan.next().samples();
        long count = Arrays.stream(samples).filter(s -> s != PlannedBatch.PADDING).count();
        ahead.reach(seen, seen + count);
        for (int sample : samples) {
          if (sample != PlannedBatch.PADDING) {
            assertThat(cache.image(sample).name()).isEqualTo("train/" + sample + ".jpg");
            seen++;
          }
        }
      }
    }
    return seen;
  }

  private static int epoch(ShardCache cache, BatchPlan plan, int epoch, int rank) {
    return walk(
        cache,
        plan.from(rank, epoch, 0, epoch + 1),
        cache.ahead(plan.stretches(rank, epoch, 0, epoch + 1)));
  }

  @Test
  void windowsOpenEachShardOnceAnEpoch() {
    ShardSet set = open(Optional.empty());
    ShardCache cache = cache(set);
    for (int epoch = 0; epoch < 3; epoch++) {
      int before = Store.trainOpens();
      long read = set.tally().figures().storeBytes();
      assertThat(epoch(cache, windows(1), epoch, 0)).isEqualTo(SAMPLES);
      assertThat(Store.trainOpens() - before).isLessThanOrEqualTo(SHARDS.length);
      assertThat(set.tally().figures().storeBytes() - read)
          .isLessThanOrEqualTo(set.manifest().split("train").bytes());
    }
    assertThat(set.tally().figures().opens()).isEqualTo(Store.trainOpens());
  }

  @Test
  void anEvaluationOpensEachShardOnce() {
    ShardCache cache = cache(open(Optional.empty()));
    EvaluationPlan plan = new EvaluationPlan(SAMPLES, 4, 2);
    int seen = 0;
    for (int rank = 0; rank < 2; rank++) {
      seen += walk(cache, plan.batches(rank), cache.ahead(plan.stretches(rank, cache.shards())));
    }
    assertThat(seen).isEqualTo(SAMPLES);
    assertThat(Store.trainOpens()).isLessThanOrEqualTo(SHARDS.length + 1);
  }

  @Test
  void aStoreThatFailsNowAndThenIsAskedAgain() {
    Store.FAILURES.set(2);
    assertThat(epoch(cache(open(Optional.empty())), windows(1), 0, 0)).isEqualTo(SAMPLES);
    Store.FAILURES.set(1000);
    assertThatThrownBy(() -> epoch(cache(open(Optional.empty())), windows(1), 0, 0))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("Cannot read shard ")
        .hasMessageEndingWith(": the store is busy");
  }

  @Test
  void whatWasFetchedStaysOnTheDisk() throws IOException {
    Optional<DiskCache> disk = disk("windows", 1 << 20);
    ShardSet set = open(disk);
    epoch(cache(set), windows(1), 0, 0);
    Store.OPENED.clear();
    epoch(cache(set), windows(1), 1, 0);
    epoch(cache(open(disk)), windows(1), 2, 0); // another process of the node
    assertThat(Store.trainOpens()).isZero();
    assertThat(set.tally().figures().diskBytes()).isPositive();
  }

  @Test
  void aDiskThatIsTooSmallDamagedOrGoneOnlyCostsTime() throws IOException {
    assertThat(epoch(cache(open(disk("tiny", 1))), windows(1), 0, 0)).isEqualTo(SAMPLES);
    Optional<DiskCache> disk = disk("damaged", 1 << 20);
    epoch(cache(open(disk)), windows(1), 0, 0);
    for (Path file : kept("damaged")) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    assertThat(epoch(cache(open(disk)), windows(1), 1, 0)).isEqualTo(SAMPLES);
    for (Path file : kept("damaged")) {
      Files.delete(file);
    }
    assertThat(epoch(cache(open(disk)), windows(1), 2, 0)).isEqualTo(SAMPLES);
  }

  private Optional<DiskCache> disk(String name, long limit) {
    return NodeDisk.cache(folder.resolve("disk"), name, limit);
  }

  private Iterable<Path> kept(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("disk/cofire-cache-" + name))) {
      return files.filter(file -> !file.endsWith("in-use")).toList();
    }
  }

  @Test
  void theFullOrderWorksThroughTheDisk() throws Exception {
    BatchPlan plan =
        new BatchPlan(
            Key.of(5),
            Arrays.stream(SHARDS).boxed().toList(),
            new Shuffle.Full(),
            4,
            1,
            1,
            LastBatch.KEEP);
    ShardSet set = open(disk("full", 1 << 20));
    ShardCache cache = new ShardCache(set, "train", 1000);
    assertThat(epoch(cache, plan, 0, 0)).isEqualTo(SAMPLES);
    int opened = -1;
    for (int again = 1; opened != Store.trainOpens(); again++) { // the background has caught up
      opened = Store.trainOpens();
      assertThat(epoch(cache, plan, again, 0)).isEqualTo(SAMPLES);
      Thread.sleep(20);
    }
    assertThat(set.tally().figures().diskBytes()).isPositive();
    for (Path file : kept("full")) {
      Files.delete(file);
    }
    assertThat(epoch(cache, plan, 99, 0)).isEqualTo(SAMPLES);
    assertThat(Store.trainOpens()).isGreaterThan(opened);
  }
}
