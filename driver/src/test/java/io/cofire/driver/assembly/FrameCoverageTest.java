package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Storage;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ManifestStore;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.ShardWriter;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of one second, and recipes that look at more or less of them. */
class FrameCoverageTest {

  private static final SensorGeometry SENSOR = new SensorGeometry(34, 34);

  @TempDir Path folder;

  private ShardSet shards;

  @BeforeEach
  void prepare() throws IOException {
    try (ShardWriter writer = new ShardWriter()) {
      for (int i = 0; i < 3; i++) {
        long[] times = {0, 250_000, 500_000, 1_000_000};
        writer.add(
            new Sample(
                "r" + i,
                0,
                new EventStream(SENSOR, times, new short[4], new short[4], new byte[4])));
      }
      ShardWriter.Finished shard = writer.finish("train-00000.parquet");
      Files.write(folder.resolve(shard.info().file()), shard.content());
      Remark unit = new Remark("microseconds, by whole times", 3, "r0");
      Contents contents =
          new Contents.Events(SENSOR, Map.of(), List.of(unit), List.of(), List.of());
      SplitInfo train = new SplitInfo("train", List.of(shard.info()));
      org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(folder.toUri());
      ManifestStore.commit(
          Storage.of(new Configuration(), there),
          there,
          new org.apache.hadoop.fs.Path(there, "_manifest"),
          Manifest.of("folder", "test", contents, List.of("a"), List.of(train), List.of()));
      shards = ShardSet.open(new Configuration(), there);
    }
  }

  @Test
  void framesThatEndBeforeMostOfTheEventsAreTold() throws IOException {
    assertThat(FrameCoverage.doubt(data("{kind: fixed-duration, windowMicros: 20000}"), shards))
        .contains(
            "3 of the first 3 recordings of split train have most of their events outside the 10"
                + " frames of {kind: fixed-duration, windowMicros: 20000}; their times were taken in"
                + " microseconds, by whole times; prepare them with --time-unit if it is another,"
                + " or ask for more or longer frames");
    assertThat(
            FrameCoverage.doubt(
                data("{kind: tonic-time-window, windowMicros: 1000, strideMicros: 1000}"), shards))
        .isPresent();
  }

  @Test
  void framesThatShowTheRecordingsAreNotDoubted() throws IOException {
    for (String binning :
        List.of(
            "{kind: fixed-duration, windowMicros: 60000}",
            "{kind: tonic-time-window, windowMicros: 200000, strideMicros: 100000}",
            "{kind: sj-time}")) {
      assertThat(FrameCoverage.doubt(data(binning), shards)).as(binning).isEmpty();
    }
  }

  @Test
  void aFilterThatLeavesNothingIsNamedWhateverTheBinning() throws IOException {
    for (String binning : List.of("sj-number", "{kind: fixed-duration, windowMicros: 20000}")) {
      assertThat(
              FrameCoverage.doubt(
                  data(binning, "data.filter=[{kind: hot-pixels, mostHertz: 0.001}]"), shards))
          .contains(
              "data.filter leaves no event of 3 of the first 3 recordings of split train, whose"
                  + " frames are empty: hot-pixels:0.001; weaken it, or leave it out");
    }
    String weak = "data.filter=[{kind: hot-pixels, mostHertz: 1000.0}]";
    assertThat(FrameCoverage.doubt(data("sj-number", weak), shards)).isEmpty();
  }

  private static Recipe.Data data(String binning, String... others) throws IOException {
    Path recipe = Path.of("..", "conf", "recipes", "quickstart.yaml");
    List<String> changes = new ArrayList<>(List.of(others));
    changes.addAll(List.of("data.timesteps=10", "data.binning=" + binning));
    return Recipe.read(recipe, changes).data();
  }
}
