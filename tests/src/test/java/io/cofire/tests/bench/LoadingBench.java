package io.cofire.tests.bench;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.LastBatch;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.diskcache.DiskCache;
import io.cofire.data.diskcache.NodeDisk;
import io.cofire.data.files.Storage;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.data.shards.GeneratedImageShards;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import io.cofire.tests.hdfs.MiniHdfs;
import io.cofire.tests.hdfs.NameNodeOpens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * How fast one rank's loader, with one thread that decodes, reads a set of JPEGs on HDFS of which a
 * tenth fits the memory: by both orders, without and with the node's disk, beside the same from
 * memory and a plain read of the shards' bytes; and how often the name node was asked to open.
 */
public final class LoadingBench {

  private static final double AIM = 0.9;
  private static final double SHARE = 0.1; // of the set, that the memory keeps
  private static final int BATCH = 32;

  private final Path work;
  private final String place;
  private final SplitInfo train;
  private final SplitInfo some;
  private final int window;
  private double fromMemory;

  private LoadingBench(Path work, String place, int window) {
    this.work = work;
    this.place = place;
    this.window = window;
    ShardSet set = open(Optional.empty());
    this.train = set.manifest().split("train");
    this.some = set.manifest().split("some");
  }

  /** Prints the table; {@code args} is a folder, {@code images=N} and {@code window=N}. */
  public static void main(String[] args) {
    WholeProcess.end(() -> run(args));
  }

  private static void run(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Path work = Path.of(args[0]);
    int images = option(args, "images", 20_000);
    Path local = work.resolve("shards");
    System.out.printf("%,d JPEGs ...%n", images);
    GeneratedImageShards.write(local, images, SHARE);
    try (MiniHdfs hdfs = MiniHdfs.start(work.resolve("hdfs"))) {
      hdfs.copy(local, "/set");
      new LoadingBench(work, hdfs.uri("/set"), option(args, "window", images / 20)).run();
    }
  }

  private static int option(String[] args, String name, int otherwise) {
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith(name + "="))
        .map(arg -> Integer.parseInt(arg.substring(name.length() + 1)))
        .findFirst()
        .orElse(otherwise);
  }

  private ShardSet open(Optional<DiskCache> disk) {
    return ShardSet.open(new Configuration(), new org.apache.hadoop.fs.Path(place)).through(disk);
  }

  private void run() throws Exception {
    System.out.printf(
        "%,d JPEGs, %,.1f MB in %,d shards on HDFS, %.0f%% of it in memory; a window has %,d;"
            + " one thread decodes, crops to 224 and normalises%n%n",
        train.samples(), train.bytes() / 1e6, train.shards().size(), 100 * SHARE, window);
    sequential();
    sequential();
    Shuffle full = new Shuffle.Full();
    Shuffle windows = new Shuffle.Windows(window);
    LoadedEpochs memory = epochs(some, full, Optional.empty(), Long.MAX_VALUE);
    for (int epoch = 0; epoch < 3; epoch++) { // the third is compiled
      fromMemory = line("from memory, epoch " + (epoch + 1), memory, some, epoch);
    }
    double far = both("full", full);
    double near = both("windows", windows);
    System.out.printf(
        "%nbeyond the memory, without disk cache: full %.2f, windows %.2f of the speed from memory"
            + " (aim %.1f)%n",
        far / fromMemory, near / fromMemory, AIM);
  }

  /** Images a second of the first epoch without a disk cache. */
  private double both(String name, Shuffle shuffle) throws Exception {
    long tenth = (long) (train.bytes() * SHARE);
    LoadedEpochs store = epochs(train, shuffle, Optional.empty(), tenth);
    final double first = line(name, store, train, 0);
    line(name + ", second epoch", store, train, 1);
    Optional<DiskCache> disk = NodeDisk.cache(work, name, train.bytes() * 2);
    LoadedEpochs kept = epochs(train, shuffle, disk, tenth);
    line(name + ", disk cache", kept, train, 0);
    line(name + ", disk cache, second epoch", kept, train, 1);
    return first;
  }

  private LoadedEpochs epochs(
      SplitInfo split, Shuffle shuffle, Optional<DiskCache> disk, long memory) {
    List<Integer> shards = split.shards().stream().map(ShardInfo::samples).toList();
    BatchPlan plan = new BatchPlan(Key.of(1), shards, shuffle, BATCH, 1, 1, LastBatch.KEEP);
    return new LoadedEpochs(open(disk), split.name(), plan, memory);
  }

  private double line(String what, LoadedEpochs epochs, SplitInfo split, int epoch)
      throws Exception {
    NameNodeOpens.take();
    ReadFigures before = epochs.reads();
    long start = System.nanoTime();
    int images = epochs.load(epoch);
    double rate = images / ((System.nanoTime() - start) / 1e9);
    ReadFigures after = epochs.reads();
    int opens = opens();
    System.out.printf(
        "%-32s %6.0f images/s %5.2f of memory; opens at the name node %,6d (%.2f a shard);"
            + " store %,.1f MB, disk %,.1f MB%n",
        what,
        rate,
        fromMemory == 0 ? 1 : rate / fromMemory,
        opens,
        (double) opens / split.shards().size(),
        (after.storeBytes() - before.storeBytes()) / 1e6,
        (after.diskBytes() - before.diskBytes()) / 1e6);
    return rate;
  }

  private static int opens() {
    return NameNodeOpens.take().entrySet().stream()
        .filter(file -> file.getKey().endsWith(".parquet"))
        .mapToInt(file -> file.getValue())
        .sum();
  }

  private void sequential() throws IOException {
    Storage storage = Storage.of(new Configuration(), new org.apache.hadoop.fs.Path(place));
    long start = System.nanoTime();
    for (ShardInfo shard : train.shards()) {
      storage.read(new org.apache.hadoop.fs.Path(place, shard.file()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-32s %6.0f images/s, %,.0f MB/s%n",
        "the shards' bytes, one by one", train.samples() / seconds, train.bytes() / seconds / 1e6);
  }
}
