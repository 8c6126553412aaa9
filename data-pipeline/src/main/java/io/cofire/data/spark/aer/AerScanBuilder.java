package io.cofire.data.spark.aer;

import io.cofire.data.spark.aer.AerOptions.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** Learns which columns and, where a row is an event, which times a query needs. */
final class AerScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters {

  private final AerOptions options;
  private StructType columns;
  private TimeFilter times = TimeFilter.ALL;
  private List<Filter> pushed = List.of();

  AerScanBuilder(StructType columns, AerOptions options) {
    this.columns = columns;
    this.options = options;
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = required;
  }

  @Override
  public Filter[] pushFilters(Filter[] filters) {
    List<Filter> taken = new ArrayList<>();
    List<Filter> left = new ArrayList<>();
    for (Filter filter : filters) {
      Optional<TimeFilter> range =
          options.rows() == Rows.EVENT ? TimeFilter.of(filter) : Optional.empty();
      range.ifPresent(r -> times = times.and(r));
      (range.isPresent() ? taken : left).add(filter);
    }
    pushed = taken;
    return left.toArray(Filter[]::new);
  }

  @Override
  public Filter[] pushedFilters() {
    return pushed.toArray(Filter[]::new);
  }

  @Override
  public Scan build() {
    return new AerScan(options, columns, times);
  }
}
