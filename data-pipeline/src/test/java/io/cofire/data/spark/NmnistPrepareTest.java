package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.shards.Manifest;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real recordings of N-MNIST through the whole preparation. */
class NmnistPrepareTest {

  private JavaSparkContext spark;

  @TempDir Path output;

  @BeforeEach
  void start() {
    spark = new JavaSparkContext(LocalSpark.conf("local[2]"));
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void everyRecordingIsPreparedAndTheShardsAreTablesForSparkSql() {
    Manifest manifest =
        PrepareJob.run(
                spark,
                new PrepareConfig(
                    "nmnist",
                    SharedData.require("nmnist-small").toString(),
                    output.toString(),
                    PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
                    PrepareConfig.Rejections.FAIL),
                (recordings, total, events, rejected) -> {})
            .manifest();
    assertThat(manifest.classes())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(manifest.split("train").samples()).isEqualTo(600);
    assertThat(manifest.split("test").samples()).isEqualTo(170);
    assertThat(manifest.split("train").events() + manifest.split("test").events())
        .isEqualTo(3_108_996);
    Dataset<Row> rows =
        SparkSession.builder()
            .sparkContext(spark.sc())
            .getOrCreate()
            .read()
            .parquet(
                output.resolve("train-*.parquet").toString(),
                output.resolve("test-*.parquet").toString());
    List<Row> counted =
        rows.selectExpr("count(*)", "sum(events)", "max(width)", "count(distinct label)")
            .collectAsList();
    assertThat(counted.get(0).mkString(" ")).isEqualTo("770 3108996 34 10");
  }
}
