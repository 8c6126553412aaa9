package io.cofire.data.spark.aer;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The recordings at some paths. */
@SuppressWarnings("deprecation") // Spark 3.5 asks for columns, which are made of the schema
record AerTable(StructType schema, AerOptions options) implements SupportsRead {

  @Override
  public String name() {
    return "aer " + String.join(", ", options.paths());
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
    return new AerScanBuilder(schema, options); // the table got the very same options
  }
}
