package io.cofire.data.spark.aer;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;

/**
 * Times from {@code from} to {@code to}, both within. Empty where {@code from > to}.
 *
 * @param from first time in microseconds
 * @param to last time in microseconds
 */
record TimeFilter(long from, long to) implements Serializable {

  static final TimeFilter ALL = new TimeFilter(Long.MIN_VALUE, Long.MAX_VALUE);

  private static final TimeFilter NONE = new TimeFilter(Long.MAX_VALUE, Long.MIN_VALUE);

  /** The range that a filter on the column of times means, if it is one. */
  static Optional<TimeFilter> of(Filter filter) {
    if (filter instanceof GreaterThanOrEqual f && bounds(f.attribute(), f.value())) {
      return Optional.of(new TimeFilter((Long) f.value(), Long.MAX_VALUE));
    }
    if (filter instanceof GreaterThan f && bounds(f.attribute(), f.value())) {
      long bound = (Long) f.value();
      return Optional.of(
          bound == Long.MAX_VALUE ? NONE : new TimeFilter(bound + 1, Long.MAX_VALUE));
    }
    if (filter instanceof LessThanOrEqual f && bounds(f.attribute(), f.value())) {
      return Optional.of(new TimeFilter(Long.MIN_VALUE, (Long) f.value()));
    }
    if (filter instanceof LessThan f && bounds(f.attribute(), f.value())) {
      long bound = (Long) f.value();
      return Optional.of(
          bound == Long.MIN_VALUE ? NONE : new TimeFilter(Long.MIN_VALUE, bound - 1));
    }
    if (filter instanceof EqualTo f && bounds(f.attribute(), f.value())) {
      return Optional.of(new TimeFilter((Long) f.value(), (Long) f.value()));
    }
    return Optional.empty();
  }

  private static boolean bounds(String attribute, Object value) {
    return attribute.equalsIgnoreCase(Column.T.title()) && value instanceof Long;
  }

  /** What lies in both. */
  TimeFilter and(TimeFilter other) {
    return new TimeFilter(Math.max(from, other.from), Math.min(to, other.to));
  }

  boolean contains(long timeMicros) {
    return timeMicros >= from && timeMicros <= to;
  }
}
