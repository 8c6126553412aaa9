package io.cofire.data.spark.aer;

import io.cofire.data.spark.aer.AerOptions.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One query: finds the recordings and divides them over tasks, whole recordings each. */
record AerScan(AerOptions options, StructType readSchema, TimeFilter times) implements Scan, Batch {

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "aer %s, %s, columns %s%s",
        options.paths(),
        options.rows() == Rows.EVENT ? "a row an event" : "a row a recording",
        List.of(readSchema.fieldNames()),
        times.equals(TimeFilter.ALL) ? "" : ", " + times);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    SparkSession spark = SparkSession.active();
    SQLConf conf = spark.sessionState().conf();
    try {
      return AerPartition.plan(
              FoundRecording.find(hadoop(), options),
              spark.sparkContext().defaultParallelism(),
              conf.filesMaxPartitionBytes(),
              conf.filesOpenCostInBytes())
          .toArray(InputPartition[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
    return new AerReaderFactory(
        spark.broadcast(new SerializableConfiguration(hadoop())),
        options,
        Column.of(readSchema),
        times);
  }

  private static Configuration hadoop() {
    return SparkSession.active().sessionState().newHadoopConf();
  }
}
