package io.cofire.driver.ml;

import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a model adds; one whose name is empty is left out.
 *
 * @param rawPrediction name of the column of outputs
 * @param probability name of the column of probabilities
 * @param prediction name of the column of classes' numbers
 */
record ScoredColumns(String rawPrediction, String probability, String prediction) {

  /** What is known of one row. */
  static final StructType SCORES =
      new StructType()
          .add("rawPrediction", SQLDataTypes.VectorType())
          .add("probability", SQLDataTypes.VectorType())
          .add("prediction", DataTypes.DoubleType);

  /**
   * The schema with them.
   *
   * @param classes their names, which go with the predictions; none while nobody knows them
   * @throws IllegalArgumentException if one is there already, in Spark's words
   */
  StructType added(StructType schema, List<String> classes) {
    StructType with = schema;
    for (StructField field : fields(classes)) {
      with = SchemaUtils.appendColumn(with, field);
    }
    return with;
  }

  private List<StructField> fields(List<String> classes) {
    return List.of(
            new StructField(rawPrediction, SQLDataTypes.VectorType(), true, Metadata.empty()),
            new StructField(probability, SQLDataTypes.VectorType(), true, Metadata.empty()),
            new StructField(prediction, DataTypes.DoubleType, true, names(classes)))
        .stream()
        .filter(field -> !field.name().isEmpty())
        .toList();
  }

  /** The rows with them in place of a column of {@link #SCORES}. */
  Dataset<Row> spread(Dataset<Row> scored, String scores, List<String> classes) {
    Dataset<Row> with = scored;
    StructField[] parts = SCORES.fields();
    String[] names = {rawPrediction, probability, prediction};
    for (int i = 0; i < names.length; i++) {
      if (!names[i].isEmpty()) {
        Column part = quoted(scores).getField(parts[i].name());
        with = with.withColumn(names[i], i == 2 ? part.as(names[i], names(classes)) : part);
      }
    }
    return with.drop(scores);
  }

  private Metadata names(List<String> classes) {
    return classes.isEmpty()
        ? Metadata.empty()
        : NominalAttribute.defaultAttr()
            .withName(prediction)
            .withValues(classes.toArray(String[]::new))
            .toMetadata();
  }

  /** A column by its name, whatever is in it. */
  static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
