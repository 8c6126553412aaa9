package io.cofire.driver.ml;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.recordings.read.DecodeOptions;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The features of the rows that are fitted.
 *
 * @param dataset the rows
 * @param column of the features
 * @param strict whether a row without features ends the fit
 */
record Features(Dataset<?> dataset, String column, boolean strict) {

  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";

  /**
   * Paths of files: the features themselves, or where they are written when the rows are read.
   *
   * @throws InvalidValue if rows are events
   */
  Column paths(FitFolder folder) {
    FeatureKind kind = FeatureKind.of(dataset.schema(), column);
    Column features = ScoredColumns.quoted(column);
    if (kind == FeatureKind.PATH) {
      requireRecordings();
      return features;
    }
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    UDF1<Object, String> staged =
        new StageContent(
            kind,
            new Path(folder.path(), "staged").toString(),
            strict,
            spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration())));
    return functions.udf(staged, DataTypes.StringType).asNondeterministic().apply(features);
  }

  private void requireRecordings() {
    if (type("t").filter(DataTypes.LongType::equals).isPresent()
        && type("x").filter(DataTypes.IntegerType::equals).isPresent()) {
      throw new InvalidValue(
          "featuresCol", column, "a row must be a recording: read them without explode");
    }
  }

  /**
   * The sensor of the recordings, as stored.
   *
   * @param stated by the user
   * @throws InvalidValue if nothing was stated and no column says it
   */
  SensorGeometry sensor(Optional<String> stated, DecodeWords decoding) {
    if (decoding.words().containsKey("sensor")) {
      throw new InvalidValue("decoding", "sensor", "must be left out: set sensor");
    }
    return stated
        .map(size -> DecodeWords.size(size, "sensor"))
        .orElseGet(() -> decoding.over(DecodeOptions.none()).orientation().apply(largest()));
  }

  /**
   * Refuses what is said of recordings where images are meant.
   *
   * @throws InvalidValue if something is
   */
  static Optional<SensorGeometry> noSensor(Optional<String> stated, DecodeWords decoding) {
    String rule = "must be left out: the recipe has data.image, which is for images";
    if (stated.isPresent()) {
      throw new InvalidValue("sensor", stated.get(), rule);
    }
    if (!decoding.words().isEmpty()) {
      throw new InvalidValue("decoding", decoding, rule);
    }
    return Optional.empty();
  }

  /** Of what was read of the recordings; those that cannot be read have none. */
  private SensorGeometry largest() {
    if (isInteger(WIDTH) && isInteger(HEIGHT)) {
      Row sides = dataset.agg(functions.max(WIDTH), functions.max(HEIGHT)).first();
      if (!sides.anyNull()) {
        return new SensorGeometry(sides.getInt(0), sides.getInt(1));
      }
    }
    throw new InvalidValue(
        "sensor", "not set", "must be WIDTHxHEIGHT, or columns width and height must say it");
  }

  private boolean isInteger(String name) {
    return type(name).filter(DataTypes.IntegerType::equals).isPresent();
  }

  private Optional<DataType> type(String name) {
    StructType schema = dataset.schema();
    return Arrays.asList(schema.fieldNames()).contains(name)
        ? Optional.of(schema.apply(name).dataType())
        : Optional.empty();
  }
}
