package io.cofire.driver.ml;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** What the column of features holds. */
enum FeatureKind {
  /** Where a recording or image lies. */
  PATH,
  /** What is in its file. */
  CONTENT,
  /** An image of Spark's, which has read it. */
  IMAGE;

  /**
   * By the type of a column.
   *
   * @throws IllegalArgumentException if it is not there or has another type, in Spark's words
   */
  static FeatureKind of(StructType schema, String column) {
    DataType found = schema.apply(column).dataType();
    if (isImage(found)) {
      return IMAGE;
    }
    List<DataType> taken =
        List.of(DataTypes.StringType, DataTypes.BinaryType, ImageSchema.columnSchema());
    SchemaUtils.checkColumnTypes(
        schema, column, JavaConverters.asScalaBufferConverter(taken).asScala().toSeq(), "");
    return found.equals(DataTypes.StringType) ? PATH : CONTENT;
  }

  /** Whatever may be null in it. */
  private static boolean isImage(DataType found) {
    StructType image = ImageSchema.columnSchema();
    return found instanceof StructType struct
        && Arrays.equals(struct.fieldNames(), image.fieldNames())
        && Arrays.equals(types(struct), types(image));
  }

  private static DataType[] types(StructType struct) {
    return Arrays.stream(struct.fields()).map(field -> field.dataType()).toArray(DataType[]::new);
  }

  /**
   * The bytes of the file that a value is, or that it would be.
   *
   * @param value of a column whose values are no paths
   */
  byte[] content(Object value) throws IOException {
    return this == IMAGE ? SparkImage.png((Row) value) : (byte[]) value;
  }

  /** What messages call a value whose file has no name. */
  String name(Object value) {
    return this == IMAGE ? String.valueOf(((Row) value).getString(0)) : "the content of a row";
  }
}
