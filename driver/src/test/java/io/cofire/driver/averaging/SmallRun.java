package io.cofire.driver.averaging;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Storage;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ManifestStore;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.ShardWriter;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/** A tiny prepared set of two classes, events left or right, and recipes on it. */
final class SmallRun {

  private final Path folder;

  private SmallRun(Path folder) {
    this.folder = folder;
  }

  /** Prepares the set below a folder: 13 samples to train on, 5 to score. */
  static SmallRun in(Path folder) throws IOException {
    return in(folder, new SensorGeometry(9, 7), 60);
  }

  /** Prepares the set for another sensor, with so many events a sample. */
  static SmallRun in(Path folder, SensorGeometry sensor, int events) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    SplittableRandom random = Key.of(7).child("small").random();
    Manifest manifest =
        Manifest.of(
            "nmnist",
            "test",
            new Contents.Events(sensor),
            List.of("left", "right"),
            List.of(
                split(data, "train", 13, sensor, events, random),
                split(data, "test", 5, sensor, events, random)),
            List.of());
    org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(data.toUri());
    ManifestStore.commit(
        Storage.of(new Configuration(), there),
        there,
        new org.apache.hadoop.fs.Path(there, "_manifest"),
        manifest);
    return new SmallRun(folder);
  }

  private static SplitInfo split(
      Path data,
      String name,
      int samples,
      SensorGeometry sensor,
      int events,
      SplittableRandom random)
      throws IOException {
    try (ShardWriter writer = new ShardWriter()) {
      for (int i = 0; i < samples; i++) {
        writer.add(new Sample(name + i, i % 2, events(i % 2, sensor, events, random)));
      }
      ShardWriter.Finished shard = writer.finish(name + "-00000.parquet");
      Files.write(data.resolve(shard.info().file()), shard.content());
      return new SplitInfo(name, List.of(shard.info()));
    }
  }

  private static EventStream events(
      int label, SensorGeometry sensor, int size, SplittableRandom random) {
    long[] times = new long[size];
    short[] xs = new short[size];
    short[] ys = new short[size];
    byte[] polarities = new byte[size];
    for (int i = 0; i < size; i++) {
      times[i] = 100L * i;
      xs[i] =
          (short)
              (random.nextInt(sensor.width() - sensor.width() / 2) + sensor.width() / 2 * label);
      ys[i] = (short) random.nextInt(sensor.height());
      polarities[i] = (byte) random.nextInt(2);
    }
    return new EventStream(sensor, times, xs, ys, polarities);
  }

  /** A recipe of two epochs of three steps of four samples, with changes. */
  Recipe recipe(String... overrides) throws IOException {
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(
        file,
        """
        name: small
        seed: 3
        data: {shards: %s, timesteps: 3}
        network:
          kind: resnet
          block: tdbn
          stem: {channels: 3}
          stages:
            - {channels: 4, blocks: 1, stride: 2}
          neuron: {kind: iterative-lif}
        training:
          batch: 4
          epochs: 2
          sync: averaging
          optimizer: {kind: sgd, rate: 0.05, momentum: 0.9, weightDecay: 0.01, decayNorms: false}
          schedule: {kind: cosine}
        """
            .formatted(folder.resolve("data").toUri()));
    return Recipe.read(file, List.of(overrides));
  }
}
