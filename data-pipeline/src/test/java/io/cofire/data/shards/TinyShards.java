package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A prepared set that a network can learn in a few steps: each of three classes has its events in
 * another corner of a 12x12 sensor.
 */
public final class TinyShards {

  private static final int EVENTS = 80;
  private static final SensorGeometry SENSOR = new SensorGeometry(12, 12);
  private static final int[][] CORNERS = {{0, 0}, {6, 0}, {0, 6}};

  private static final List<String> CLASSES = List.of("north-west", "north-east", "south-west");

  private TinyShards() {}

  /** Writes the splits {@code train} (two shards) and {@code test} (one) into a new folder. */
  public static void write(Path directory, int train, int test) throws IOException {
    Files.createDirectories(directory);
    List<ShardInfo> first =
        List.of(
            shard(directory, "train-0", 0, train / 2),
            shard(directory, "train-1", train / 2, train));
    List<ShardInfo> second = List.of(shard(directory, "test-0", train, train + test));
    List<SplitInfo> splits = List.of(new SplitInfo("train", first), new SplitInfo("test", second));
    commit(directory, splits);
  }

  /** Writes the splits {@code train}, in shards of these sizes, and {@code test} (one). */
  public static void writeUneven(Path directory, int test, int... sizes) throws IOException {
    Files.createDirectories(directory);
    List<ShardInfo> first = new ArrayList<>();
    int next = 0;
    for (int size : sizes) {
      first.add(shard(directory, "train-" + first.size(), next, next + size));
      next += size;
    }
    List<ShardInfo> second = List.of(shard(directory, "test-0", next, next + test));
    commit(directory, List.of(new SplitInfo("train", first), new SplitInfo("test", second)));
  }

  /**
   * Writes the splits {@code train} and {@code test}, one shard each, of more classes.
   *
   * @param classes at most 9, each in its own ninth of the sensor
   */
  public static void writeClasses(Path directory, int classes, int train, int test)
      throws IOException {
    Files.createDirectories(directory);
    int[][] corners = new int[classes][];
    List<String> names = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      corners[label] = new int[] {3 * (label % 3), 3 * (label / 3)};
      names.add("place-" + label);
    }
    ShardInfo first = shard(directory, "train-0", 0, train, corners);
    ShardInfo second = shard(directory, "test-0", train, train + test, corners);
    List<SplitInfo> splits =
        List.of(new SplitInfo("train", List.of(first)), new SplitInfo("test", List.of(second)));
    commit(directory, names, splits);
  }

  /**
   * Writes one split of samples from (inclusive) to (exclusive).
   *
   * @param names classes in the order of their labels, of {@code north-west}, {@code north-east}
   *     and {@code south-west}
   */
  public static void writeSplit(Path directory, String split, List<String> names, int from, int to)
      throws IOException {
    Files.createDirectories(directory);
    int[][] corners = new int[names.size()][];
    for (int label = 0; label < corners.length; label++) {
      corners[label] = CORNERS[Math.max(0, CLASSES.indexOf(names.get(label)))];
    }
    ShardInfo shard = shard(directory, split + "-0", from, to, corners);
    commit(directory, names, List.of(new SplitInfo(split, List.of(shard))));
  }

  /** Writes one split a fold, {@code fold1} and on, of so many samples each. */
  public static void writeFolds(Path directory, int count, int samples) throws IOException {
    Files.createDirectories(directory);
    List<SplitInfo> splits = new ArrayList<>();
    for (int fold = 0; fold < count; fold++) {
      String name = "fold" + (fold + 1);
      ShardInfo shard = shard(directory, name + "-0", fold * samples, (fold + 1) * samples);
      splits.add(new SplitInfo(name, List.of(shard)));
    }
    commit(directory, splits);
  }

  private static void commit(Path directory, List<SplitInfo> splits) throws IOException {
    commit(directory, CLASSES, splits);
  }

  private static void commit(Path directory, List<String> classes, List<SplitInfo> splits)
      throws IOException {
    Manifest manifest =
        Manifest.of(
            "tiny", "made by a test", new Contents.Events(SENSOR), classes, splits, List.of());
    Files.write(directory.resolve(Manifest.FILE), ManifestJson.write(manifest));
  }

  private static ShardInfo shard(Path directory, String name, int from, int to) throws IOException {
    return shard(directory, name, from, to, CORNERS);
  }

  private static ShardInfo shard(Path directory, String name, int from, int to, int[][] corners)
      throws IOException {
    try (ShardWriter writer = new ShardWriter()) {
      for (int sample = from; sample < to; sample++) {
        writer.add(
            new Sample("sample-" + sample, sample % corners.length, events(sample, corners)));
      }
      ShardWriter.Finished finished = writer.finish(name + ".parquet");
      Files.write(directory.resolve(finished.info().file()), finished.content());
      return finished.info();
    }
  }

  private static EventStream events(int sample, int[][] corners) {
    SplittableRandom random = Key.of(7).child("tiny").child(sample).random();
    int[] corner = corners[sample % corners.length];
    long[] times = new long[EVENTS];
    short[] xs = new short[EVENTS];
    short[] ys = new short[EVENTS];
    byte[] polarities = new byte[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      times[i] = i * 1_000L + random.nextInt(1_000);
      xs[i] = (short) (corner[0] + random.nextInt(6));
      ys[i] = (short) (corner[1] + random.nextInt(6));
      polarities[i] = (byte) random.nextInt(2);
    }
    return new EventStream(SENSOR, times, xs, ys, polarities);
  }
}
