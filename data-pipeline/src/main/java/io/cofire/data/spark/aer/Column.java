package io.cofire.data.spark.aer;

import io.cofire.data.spark.aer.AerOptions.Rows;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of the source, in their order. Without EVENTS in a row of one event. */
@SuppressWarnings("ImmutableEnumChecker") // Spark's types are immutable and do not say so
enum Column {
  PATH(Needs.NAME, DataTypes.StringType),
  LABEL(Needs.NAME, DataTypes.StringType),
  FORMAT(Needs.HEAD, DataTypes.StringType),
  WIDTH(Needs.CONTENT, DataTypes.IntegerType),
  HEIGHT(Needs.CONTENT, DataTypes.IntegerType),
  EVENTS(Needs.CONTENT, DataTypes.LongType),
  T(Needs.EVENTS, DataTypes.LongType),
  X(Needs.EVENTS, DataTypes.IntegerType),
  Y(Needs.EVENTS, DataTypes.IntegerType),
  P(Needs.EVENTS, DataTypes.ByteType),
  ERROR(Needs.CONTENT, DataTypes.StringType);

  /** What of a recording must be read; each needs what those before it need. */
  enum Needs {
    NAME,
    HEAD,
    CONTENT,
    EVENTS
  }

  private final Needs needs;
  private final DataType one;

  Column(Needs needs, DataType one) {
    this.needs = needs;
    this.one = one;
  }

  Needs needs() {
    return needs;
  }

  static StructType schema(Rows rows) {
    Set<Column> columns = EnumSet.allOf(Column.class);
    if (rows == Rows.EVENT) {
      columns.remove(EVENTS);
    }
    return new StructType(
        columns.stream().map(column -> column.field(rows)).toArray(StructField[]::new));
  }

  /** The columns of a schema that Spark has cut down to what a query needs. */
  static List<Column> of(StructType schema) {
    return Arrays.stream(schema.fieldNames())
        .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  private StructField field(Rows rows) {
    boolean array = needs == Needs.EVENTS && rows == Rows.RECORDING;
    DataType type = array ? DataTypes.createArrayType(one, /* containsNull= */ false) : one;
    return DataTypes.createStructField(title(), type, /* nullable= */ this != PATH);
  }
}
