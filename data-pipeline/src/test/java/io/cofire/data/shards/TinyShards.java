package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private TinyShards() {}

  /** Writes the splits {@code train} (two shards) and {@code test} (one) into a new folder. */
  public static void write(Path directory, int train, int test) throws IOException {
    Files.createDirectories(directory);
    List<ShardInfo> first =
        List.of(
            shard(directory, "train-0", 0, train / 2),
            shard(directory, "train-1", train / 2, train));
    List<ShardInfo> second = List.of(shard(directory, "test-0", train, train + test));
    Manifest manifest =
        Manifest.of(
            "tiny",
            "made by a test",
            SENSOR,
            List.of("north-west", "north-east", "south-west"),
            List.of(new SplitInfo("train", first), new SplitInfo("test", second)),
            List.of());
    Files.write(directory.resolve(Manifest.FILE), ManifestJson.write(manifest));
  }

  private static ShardInfo shard(Path directory, String name, int from, int to) throws IOException {
    try (ShardWriter writer = new ShardWriter()) {
      for (int sample = from; sample < to; sample++) {
        writer.add(new Sample("sample-" + sample, sample % CORNERS.length, events(sample)));
      }
      ShardWriter.Finished finished = writer.finish(name + ".parquet");
      Files.write(directory.resolve(finished.info().file()), finished.content());
      return finished.info();
    }
  }

  private static EventStream events(int sample) {
    SplittableRandom random = Key.of(7).child("tiny").child(sample).random();
    int[] corner = CORNERS[sample % CORNERS.length];
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
