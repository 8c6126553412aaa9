package io.cofire.tests.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.recordings.atis.AtisBinEncoder;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.data.spark.LocalSpark;
import io.cofire.driver.ml.SpikingClassificationModel;
import io.cofire.driver.ml.SpikingClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spark ML model whose recordings, shards, checkpoints and files lie on HDFS. */
@Tag("nightly")
class SparkMlHdfsTest {

  @TempDir Path folder;

  @Test
  void everythingLiesOnHdfs() throws IOException {
    try (MiniHdfs hdfs = MiniHdfs.start(folder.resolve("hdfs"));
        SparkSession session =
            SparkSession.builder().config(LocalSpark.conf("local[2]")).getOrCreate()) {
      hdfs.copy(recordings(), "/recordings");
      Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TinyRecipe.on("anywhere"));
      hdfs.copy(recipe, "/tiny.yaml");
      Dataset<Row> rows =
          session
              .read()
              .format("aer")
              .option("label", "folder")
              .load(hdfs.uri("/recordings"))
              .select("path", "label");
      SpikingClassificationModel model =
          new SpikingClassifier()
              .setRecipe(hdfs.uri("/tiny.yaml"))
              .setSensor("12x12")
              .setDirectory(hdfs.uri("/fits"))
              .fit(rows);
      assertThat(hdfs.contents("/fits").keySet())
          .anyMatch(name -> name.endsWith("shards/manifest.json"));
      model.write().overwrite().save(hdfs.uri("/model"));
      assertThat(scores(SpikingClassificationModel.load(hdfs.uri("/model")), rows))
          .hasSize(12)
          .isEqualTo(scores(model, rows));
    }
  }

  private static List<Row> scores(SpikingClassificationModel model, Dataset<Row> rows) {
    return model.transform(rows).orderBy("path").select("path", "rawPrediction").collectAsList();
  }

  private Path recordings() throws IOException {
    Path shards = folder.resolve("shards");
    TinyShards.write(shards, 6, 12);
    ShardSet set =
        ShardSet.open(new Configuration(), new org.apache.hadoop.fs.Path(shards.toUri()));
    Shard all = set.read(set.manifest().split("test").shards().get(0));
    Path made = folder.resolve("recordings");
    for (int i = 0; i < all.size(); i++) {
      String label = set.manifest().classes().get(all.sample(i).label());
      Path one = Files.createDirectories(made.resolve(label)).resolve(all.name(i) + ".bin");
      Files.write(one, AtisBinEncoder.encode(all.events(i)));
    }
    return made;
  }
}
