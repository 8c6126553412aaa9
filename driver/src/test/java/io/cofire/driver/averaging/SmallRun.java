package io.cofire.driver.averaging;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.ShardWriter;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A tiny prepared set of two classes, events left or right, and recipes on it. */
final class SmallRun {

  private static final SensorGeometry SENSOR = new SensorGeometry(9, 7);

  private final Path folder;

  private SmallRun(Path folder) {
    this.folder = folder;
  }

  /** Prepares the set below a folder: 13 samples to train on, 5 to score. */
  static SmallRun in(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    SplittableRandom random = Key.of(7).child("small").random();
    Manifest manifest =
        Manifest.of(
            "nmnist",
            "test",
            new Contents.Events(SENSOR),
            List.of("left", "right"),
            List.of(split(data, "train", 13, random), split(data, "test", 5, random)),
            List.of());
    Files.write(data.resolve(Manifest.FILE), new JsonMapper().writeValueAsBytes(manifest));
    return new SmallRun(folder);
  }

  private static SplitInfo split(Path data, String name, int samples, SplittableRandom random)
      throws IOException {
    try (ShardWriter writer = new ShardWriter()) {
      for (int i = 0; i < samples; i++) {
        writer.add(new Sample(name + i, i % 2, events(i % 2, random)));
      }
      ShardWriter.Finished shard = writer.finish(name + "-00000.parquet");
      Files.write(data.resolve(shard.info().file()), shard.content());
      return new SplitInfo(name, List.of(shard.info()));
    }
  }

  private static EventStream events(int label, SplittableRandom random) {
    int size = 60;
    long[] times = new long[size];
    short[] xs = new short[size];
    short[] ys = new short[size];
    byte[] polarities = new byte[size];
    for (int i = 0; i < size; i++) {
      times[i] = 100L * i;
      xs[i] = (short) (random.nextInt(5) + 4 * label);
      ys[i] = (short) random.nextInt(SENSOR.height());
      polarities[i] = (byte) random.nextInt(2);
    }
    return new EventStream(SENSOR, times, xs, ys, polarities);
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
