package io.cofire.data;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Storage;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ManifestStore;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardWriter;
import io.cofire.data.shards.SplitInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/** A small prepared set of random events, made without Spark. */
public final class Prepared {

  /** Its sensor. */
  public static final SensorGeometry SENSOR = new SensorGeometry(6, 5);

  private Prepared() {}

  /** Writes shards of the given sizes as the split {@code train} and a manifest. */
  public static Manifest write(Path directory, int... shardSizes) throws IOException {
    SplittableRandom random = Key.of(4).child("prepared").random();
    List<ShardInfo> shards = new ArrayList<>();
    int sample = 0;
    for (int i = 0; i < shardSizes.length; i++) {
      try (ShardWriter writer = new ShardWriter()) {
        for (int k = 0; k < shardSizes[i]; k++, sample++) {
          writer.add(
              new Sample("s" + sample, sample % 3, Streams.random(random, SENSOR, 20 + sample)));
        }
        ShardWriter.Finished finished = writer.finish("train-%05d.parquet".formatted(i));
        Files.write(directory.resolve(finished.info().file()), finished.content());
        shards.add(finished.info());
      }
    }
    Manifest manifest =
        Manifest.of(
            "nmnist",
            "test",
            new Contents.Events(SENSOR),
            List.of("a", "b", "c"),
            List.of(new SplitInfo("train", shards)),
            List.of());
    var hadoop = new org.apache.hadoop.fs.Path(directory.toUri());
    ManifestStore.commit(
        Storage.of(new Configuration(false), hadoop),
        hadoop,
        new org.apache.hadoop.fs.Path(hadoop, "manifest.new"),
        manifest);
    return manifest;
  }
}
