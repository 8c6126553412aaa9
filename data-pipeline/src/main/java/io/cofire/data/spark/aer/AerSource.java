package io.cofire.data.spark.aer;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The source {@code aer} of Spark SQL: event recordings of every format that {@link
 * io.cofire.data.recordings.Recordings} knows, one row a recording or, with the option {@code
 * explode}, one row an event. {@code docs/spark-sql.md} lists columns and options.
 */
public final class AerSource implements TableProvider, DataSourceRegister {

  @Override
  public String shortName() {
    return "aer";
  }

  /**
   * The columns.
   *
   * @throws IllegalArgumentException if an option is unknown or has no possible value
   */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return Column.schema(AerOptions.of(options.asCaseSensitiveMap()).rows());
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new AerTable(schema, AerOptions.of(properties));
  }
}
