package io.cofire.driver.prediction;

import io.cofire.ops.inference.Answer;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Predictions as a table of Spark's; what could not be read has no row. */
public final class PredictionTable {

  private static final StructType LIKELY =
      new StructType().add("class", DataTypes.StringType).add("probability", DataTypes.FloatType);
  private static final StructType ROW =
      new StructType()
          .add("path", DataTypes.StringType)
          .add("fromMicros", DataTypes.LongType)
          .add("toMicros", DataTypes.LongType)
          .add("class", DataTypes.StringType)
          .add("probability", DataTypes.FloatType)
          .add("top5", DataTypes.createArrayType(LIKELY));

  private PredictionTable() {}

  /**
   * Writes a folder of Parquet.
   *
   * @param classes names, in the order of the labels
   * @param folder must not be there yet
   */
  public static void write(
      SparkSession spark, List<String> classes, List<Prediction> predictions, String folder) {
    List<Row> rows =
        predictions.stream().filter(one -> !one.isDamaged()).map(one -> row(classes, one)).toList();
    spark.createDataFrame(rows, ROW).coalesce(1).write().parquet(folder);
  }

  private static Row row(List<String> classes, Prediction one) {
    List<Row> five = one.likely().stream().map(likely -> likely(classes, likely)).toList();
    Row first = five.isEmpty() ? RowFactory.create(null, null) : five.get(0);
    return RowFactory.create(
        one.path(), one.fromMicros(), one.toMicros(), first.get(0), first.get(1), five.toArray());
  }

  private static Row likely(List<String> classes, Answer.Likely likely) {
    return RowFactory.create(classes.get(likely.label()), likely.probability());
  }
}
